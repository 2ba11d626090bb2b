"""`huiyin serve`: the pages and the API, and with `--with-worker` a worker beside them."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces

from huiyin.kernel.worker.supervise import Supervisor

# SQLite lets one write at a time: further threads only wait, and a wait may be a long one.
THREADS = {"sqlite": 2, "postgresql": 4}


class Command(BaseCommand):
    help = "Serve pages and API over HTTP."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for every address")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=min(2, os.cpu_count() or 1), help="web processes"
        )
        parser.add_argument(
            "--threads",
            type=int,
            default=THREADS[connection.vendor],
            help="threads per web process, each with its own connection to the database "
            "(%(default)s)",
        )
        parser.add_argument(
            "--with-worker",
            action="store_true",
            help="run a worker beside, and keep it running",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_old_tables()
        if settings.IS_PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        supervisor = Supervisor() if options["with_worker"] else None
        # The children open their own: nothing of this process may be shared with them.
        connection.close()
        if supervisor is not None:
            supervisor.start()
        self.stdout.write(f"Huiyin answers on http://{options['host']}:{options['port']}/")
        self.stdout.flush()
        try:
            _server(options).serve()
        finally:
            if supervisor is not None:
                supervisor.stop()

    def _refuse_old_tables(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            message = "The database is not of this version. Run `huiyin migrate` first."
            raise CommandError(message)


def _server(options: dict[str, Any]) -> Any:
    return Granian(
        "huiyin.config.wsgi:application",
        address=options["host"],
        port=options["port"],
        interface=Interfaces.WSGI,
        workers=options["workers"],
        blocking_threads=options["threads"],
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_access=False,
        process_name="huiyin web",
    )
