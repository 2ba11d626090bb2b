"""Setting the brand, and putting back the one before; told in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.brand import Brand, kept, read_brand
from huiyin.kernel.brand.colours import is_colour
from huiyin.kernel.branding.access import SET_BRAND
from huiyin.kernel.branding.events import BrandChanged
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound, Refusal

STORY = "brand"
MOST_BYTES = 200_000
_PARTS = ("names", "phones", "terms", "colour", "logo")


class CannotSetBrand(Refusal):
    """The brand cannot be shown as it is; the one before stays."""

    code = "cannot_set_brand"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBrand:
    """What an administrator typed; texts by language, lines by kind."""

    names: Mapping[str, str]
    phones: Mapping[str, str]
    terms: Mapping[str, str]
    colour: str
    logo: bytes | None = None
    is_logo_dropped: bool = False


def set_brand(*, wanted: NewBrand, root: Path, at: datetime, actor: Actor) -> Brand:
    """Show the operator as `wanted` from now on. Raises CannotSetBrand."""
    require(actor, SET_BRAND)
    colour = wanted.colour.strip().lower()
    if colour and not is_colour(colour):
        raise CannotSetBrand(_("A colour is written as # and six digits, such as #1f55b8."))
    _check_logo(wanted.logo)
    old = read_brand(root)
    brand = Brand(
        names=_filled(wanted.names),
        phones=_filled(wanted.phones),
        terms=_filled(wanted.terms),
        colour=colour,
        logo="" if wanted.is_logo_dropped else old.logo,
    )
    return _told(old, kept.keep(brand, root=root, logo=wanted.logo), at=at, actor=actor)


def put_brand_back(*, root: Path, at: datetime, actor: Actor) -> Brand:
    """Show the operator as before the last change. Raises NotFound where it never changed."""
    require(actor, SET_BRAND)
    old = read_brand(root)
    brand = kept.put_back(root)
    if brand is None:
        raise NotFound(_("The brand was never changed, so there is nothing to put back."))
    return _told(old, brand, at=at, actor=actor)


def _told(old: Brand, new: Brand, *, at: datetime, actor: Actor) -> Brand:
    parts = [part for part in _PARTS if getattr(old, part) != getattr(new, part)]
    if parts:
        with transaction.atomic():
            changed = BrandChanged(parts=parts, version=new.version)
            record(changed, story=STORY, subject=STORY, at=at, actor=actor.id)
    return new


def _check_logo(logo: bytes | None) -> None:
    if logo is None:
        return
    if len(logo) > MOST_BYTES:
        raise CannotSetBrand(
            _("The mark is larger than 200 kB. Choose a smaller picture; 96 pixels are enough.")
        )
    if not kept.logo_type(logo):
        raise CannotSetBrand(_("The mark is no PNG, JPEG or WebP picture."))


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text.strip() for key, text in texts.items() if text.strip()}
