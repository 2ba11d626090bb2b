from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "huiyin.kernel.rest"
