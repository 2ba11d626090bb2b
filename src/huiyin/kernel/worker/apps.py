from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "huiyin.kernel.worker"
