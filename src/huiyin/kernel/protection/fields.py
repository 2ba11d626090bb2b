"""Model fields whose values are sealed in the database and plain in Python.

They cannot be searched; keep a `blind_index` beside one that must be found. In migrations they
are plain binary columns, so that a migration never depends on this code.
"""

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Transform

from huiyin.kernel.protection.cipher import decrypt, encrypt

if TYPE_CHECKING:
    TextBase = models.Field[str, str]
    AnyBase = models.Field[Any, Any]
else:
    TextBase = AnyBase = models.Field


class Sealed:
    """What both kinds share. `context` is authenticated with each value: never change it."""

    EMPTY: ClassVar[Any] = ""
    context: str
    empty_strings_allowed = True

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        kwargs["editable"] = False
        kwargs.setdefault("default", type(self.EMPTY))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        kwargs["default"] = b""
        kwargs.pop("editable")
        return name, "django.db.models.BinaryField", args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Allow no comparison: equal values are sealed differently each time."""
        if lookup_name != "isnull":
            return None
        found: type[Lookup[Any]] | None = super().get_lookup(lookup_name)  # type: ignore[misc]
        return found

    def get_transform(self, _lookup_name: str) -> type[Transform] | None:
        return None

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> Any:
        return connection.Database.Binary(self.bulk_value(value))  # type: ignore[attr-defined]

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return self.opened(decrypt(bytes(value), context=self.context)) if value else self.EMPTY

    def bulk_value(self, value: Any) -> bytes:
        """Return the sealed form; `kernel.bulk` writes this."""
        raise NotImplementedError

    def opened(self, text: str) -> Any:
        raise NotImplementedError


class EncryptedTextField(Sealed, TextBase):
    """A text, sealed at rest: `EncryptedTextField(context="customers.name")`."""

    def bulk_value(self, value: Any) -> bytes:
        return encrypt(value, context=self.context)

    def opened(self, text: str) -> str:
        return text


class EncryptedJSONField(Sealed, AnyBase):
    """A list or an object, sealed at rest. Empty values are stored as nothing."""

    EMPTY: ClassVar[Any] = []

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return self.opened(decrypt(bytes(value), context=self.context)) if value else []

    def bulk_value(self, value: Any) -> bytes:
        if not value:
            return b""
        return encrypt(json.dumps(value, ensure_ascii=False), context=self.context)

    def opened(self, text: str) -> Any:
        return json.loads(text)


def encrypted_fields(
    model: type[models.Model],
) -> list[EncryptedTextField | EncryptedJSONField]:
    """Return the sealed fields of `model`."""
    kinds = (EncryptedTextField, EncryptedJSONField)
    return [f for f in model._meta.concrete_fields if isinstance(f, kinds)]  # noqa: SLF001
