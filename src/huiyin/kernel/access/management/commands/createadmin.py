"""Make the first administrator, from the environment or by asking."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from huiyin.kernel.access.actions.create_person import CannotCreatePerson, create_person
from huiyin.kernel.access.actions.grant_role import CannotGrantRole, grant_role
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role
from huiyin.kernel.clock import now


class Command(BaseCommand):
    """`huiyin createadmin`: HUIYIN_ADMIN_USERNAME and HUIYIN_ADMIN_PASSWORD, or questions."""

    help = "Make an administrator. Run twice it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default=os.environ.get("HUIYIN_ADMIN_USERNAME", ""))
        parser.add_argument("--name", default="", help="the name shown to colleagues")
        parser.add_argument(
            "--no-input", action="store_true", help="take the environment, ask nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"] or self._ask("User name: ", options)
        known = User.objects.filter(username=username).first()
        try:
            with transaction.atomic():
                user_id = known.pk if known else self._create(username, options)
                grant_role(
                    user_id=user_id, role=Role.ADMINISTRATOR, at=now(), actor=SYSTEM_ACTOR
                )
        except CannotGrantRole:
            print(f"{username} is an administrator already.")
        except CannotCreatePerson as refusal:
            raise CommandError(refusal.message) from None
        else:
            print(f"{username} is an administrator now.")

    def _create(self, username: str, options: dict[str, Any]) -> int:
        password = os.environ.get("HUIYIN_ADMIN_PASSWORD", "")
        if not password and not options["no_input"]:
            password = getpass.getpass("Password: ")
        if not password:
            message = "HUIYIN_ADMIN_PASSWORD: must be set where nothing may be asked."
            raise CommandError(message)
        return create_person(
            username=username,
            display_name=options["name"],
            password=password,
            at=now(),
            actor=SYSTEM_ACTOR,
        )

    def _ask(self, question: str, options: dict[str, Any]) -> str:
        if options["no_input"]:
            message = "HUIYIN_ADMIN_USERNAME: must be set where nothing may be asked."
            raise CommandError(message)
        return input(question).strip()
