"""Lists that one context offers and the forms of others choose from, with search.

Neighbours do not know each other: whoever keeps topics offers them under a name in its
`wording.py`, whoever needs one asks for that name.

    @offers_choices("topics")
    def list_of_topics() -> Choices:
        return [("billing", "Bills and charges"), ...]

    topic = ListedField(label=_("Topic"), listed="topics", required=False)
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.regions import region_names

Choices: TypeAlias = Sequence[tuple[str, str]]
Offer: TypeAlias = Callable[[], Choices]

offers: dict[str, Offer] = {}
REGIONS = "regions"
# The code at the end of what was chosen: "Hangzhou (3301)".
_CODE = re.compile(r"\(([^()\s]+)\)\s*$")
_ABROAD = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
# Empty inputs after those in use, where several may be chosen.
BLANKS = 2
MOST = 40


def offers_choices(name: str) -> Callable[[Offer], Offer]:
    """Let the decorated function answer what may be chosen under that name."""

    def register(offer: Offer) -> Offer:
        offers[name] = offer
        return offer

    return register


def choices_of(name: str) -> Choices:
    """Return what is offered under a name as (code, name); nothing where nobody offers it."""
    return offers[name]() if name in offers else ()


@offers_choices(REGIONS)
def list_of_regions() -> Choices:
    """Return provinces and prefectures, each prefecture with its province."""
    language = get_language() or "en"
    known = region_names(language=language)
    within = "{1}{0}" if language.startswith("zh") else "{0}, {1}"
    return [
        (code, within.format(name, known[code[:2]]) if len(code) > 2 else name)
        for code, name in known.items()
    ]


def names_of(name: str) -> dict[str, str]:
    """Return what the codes offered under a name are called."""
    return dict(choices_of(name))


class ListedInput(forms.TextInput):
    """A field with a list to search in: plain HTML, no script; codes show with their names."""

    def __init__(self, listed: str, *, label: Any = "", is_several: bool = False) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.listed, self.label, self.is_several = listed, label, is_several

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if not self.is_several:
            return super().value_from_datadict(data, files, name)
        found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [found] if isinstance(found, str) else found

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        choices = choices_of(self.listed)
        known = dict(choices)
        built = self.build_attrs(self.attrs, attrs)
        own_id = built.pop("id", f"id_{name}")
        values = list(value or ()) + [""] * BLANKS if self.is_several else [value or ""]
        inputs = [
            self._input(name, shown(str(one), known), own_id, place, built)
            for place, one in enumerate(values)
        ]
        options = format_html_join(
            "", '<option value="{}"></option>', ((shown(*pair),) for pair in _pairs(choices))
        )
        return format_html(
            '{}<datalist id="{}-list">{}</datalist>',
            format_html_join("", "{}", ((one,) for one in inputs)),
            own_id,
            options,
        )

    def _input(
        self, name: str, text: str, own_id: str, place: int, attrs: dict[str, Any]
    ) -> SafeString:
        last = {key: value for key, value in attrs.items() if value is not False}
        last["list"] = f"{own_id}-list"
        if place:
            # The label names the first; the others say what they are themselves.
            last["aria-label"] = f"{self.label} {place + 1}"
            last.pop("required", None)
        return format_html(
            '<input type="text" name="{}" id="{}" value="{}"{}>',
            name,
            f"{own_id}_{place}" if place else own_id,
            text,
            format_html_join("", ' {}="{}"', last.items()),
        )


def _pairs(choices: Choices) -> list[tuple[str, dict[str, str]]]:
    known = dict(choices)
    return [(code, known) for code in known]


def shown(code: str, known: dict[str, str]) -> str:
    """Return a code as a person chooses it: with its name, the code in brackets."""
    name = known.get(code, "")
    return f"{name} ({code})" if name and name != code else code


class ListedField(forms.CharField):
    """One of an offered list, as a code; a name or a code that was typed will do.

    `is_open` takes codes that are not listed too: a district, a region abroad. Part of a name
    will do where only one has it.
    """

    is_several = False
    default_error_messages = {
        "unlisted": _("“%(text)s” is not in the list. Choose one of those it offers."),
        "ambiguous": _("“%(text)s” is the name of several. Choose one of the list."),
    }

    def __init__(self, *, listed: str, is_open: bool = False, **options: Any) -> None:
        widget = ListedInput(listed, label=options.get("label", ""), is_several=self.is_several)
        super().__init__(widget=widget, **options)
        self.listed, self.is_open = listed, is_open

    def clean(self, value: Any) -> str:
        """Return the code that was meant."""
        text = str(super().clean(value) or "").strip()
        return self.code_of(text) if text else ""

    def code_of(self, text: str) -> str:
        """Return the code that a choice, a code or a name means."""
        known = names_of(self.listed)
        found = _CODE.search(text)
        code = str(found[1]) if found else text
        if not known or code in known:
            return code
        if self.is_open and _ABROAD.fullmatch(code) and any(map(str.isdigit, code)):
            return code.upper()
        named = self._named(text.casefold(), known)
        if len(named) > 1:
            raise self._refusal_of(text, code="ambiguous")
        if named:
            return named[0]
        if self.is_open and _ABROAD.fullmatch(code):
            return code.upper()
        raise self._refusal_of(text, code="unlisted")

    def _named(self, text: str, known: dict[str, str]) -> list[str]:
        same = [code for code, name in known.items() if name.casefold() == text]
        return same or [code for code, name in known.items() if text in name.casefold()]

    def _refusal_of(self, text: str, *, code: str) -> forms.ValidationError:
        return forms.ValidationError(
            self.error_messages[code], code=code, params={"text": text}
        )


class ListedManyField(ListedField):
    """Several of an offered list, as codes in the order given."""

    is_several = True

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the codes that were meant, each once."""
        typed = [str(one).strip()[:120] for one in (value or [])[:MOST]]
        codes = [self.code_of(text) for text in typed if text]
        if self.required and not codes:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(dict.fromkeys(codes))
