from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "huiyin.kernel.lake"
