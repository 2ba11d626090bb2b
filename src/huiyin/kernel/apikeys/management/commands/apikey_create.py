import json
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import NewKey, create_key
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Create an API key. Its token is shown once and cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            help="a permission, a pattern (cases.*, *), or role:agent; may be repeated",
        )
        parser.add_argument("--department", action="append", default=[])
        parser.add_argument("--region", action="append", default=[])
        parser.add_argument("--owner", default="", help="user name whose power it borrows")
        parser.add_argument("--days", type=int, default=None, help="expires after so many days")
        parser.add_argument("--rate", type=int, default=None, help="requests per second")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = _create(options)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        if options["json"]:
            shown = {"id": key.id, "name": key.name, "token": key.token}
            self.stdout.write(json.dumps({**shown, "permissions": key.permissions}))
        else:
            self.stdout.write(f"{key.token}\nKeep it now: it cannot be shown again.")


def _create(options: dict[str, Any]) -> NewKey:
    at = now()
    return create_key(
        name=options["name"],
        scopes=options["scope"],
        departments=options["department"],
        regions=options["region"],
        owner_id=_owner_id(options["owner"]),
        expires_at=None if options["days"] is None else at + timedelta(days=options["days"]),
        rate_per_second=options["rate"],
        at=at,
        actor=SYSTEM_ACTOR,
    )


def _owner_id(username: str) -> int | None:
    if not username:
        return None
    found = User.objects.filter(username=username).values_list("pk", flat=True).first()
    if found is None:
        message = f"There is no user {username}."
        raise CommandError(message)
    return found
