from django.apps import AppConfig


class ApiKeysConfig(AppConfig):
    name = "huiyin.kernel.apikeys"
