"""How the operator presents itself: set it, see it, put back what was before."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.brand import read_brand
from huiyin.kernel.brand.colours import is_colour
from huiyin.kernel.brand.kept import has_before
from huiyin.kernel.branding.access import SET_BRAND
from huiyin.kernel.branding.setting import MOST_BYTES, NewBrand, put_brand_back, set_brand
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page


class BrandForm(forms.Form):
    """Texts in each language of the pages; the colour and the mark of all."""

    service = forms.CharField(
        label=gettext_lazy("Service line"),
        help_text=gettext_lazy("Where customers reach a person, as they dial it."),
        max_length=40,
        required=False,
    )
    elders = forms.CharField(
        label=gettext_lazy("Line for older people"),
        help_text=gettext_lazy("Shown beside the service line where there is one."),
        max_length=40,
        required=False,
    )
    colour = forms.CharField(
        label=gettext_lazy("Colour"),
        required=False,
        max_length=7,
        help_text=gettext_lazy(
            "As # and six digits. Light and dark shades that can be read are made of it."
        ),
    )
    logo = forms.FileField(
        label=gettext_lazy("Mark"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, square, at most 200 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    is_logo_dropped = forms.BooleanField(
        label=gettext_lazy("Without this mark"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, terms = {}, {}
        for code, language in settings.LANGUAGES:
            label = _("Name of the operator (%(language)s)") % {"language": language}
            names[f"name_{code}"] = forms.CharField(label=label, max_length=40, required=False)
            label = _("Terms of service (%(language)s)") % {"language": language}
            area = forms.Textarea(attrs={"rows": 6})
            terms[f"terms_{code}"] = forms.CharField(
                label=label, max_length=50_000, required=False, widget=area
            )
        self.fields = {**names, **self.fields, **terms}


@login_required
@never_cache
def show(request: Request) -> HttpResponse:
    """Show the brand; on POST set it."""
    require(request.actor, SET_BRAND)
    brand = read_brand(settings.BRAND_ROOT)
    kept = {
        **{f"name_{code}": text for code, text in brand.names.items()},
        **{f"terms_{code}": text for code, text in brand.terms.items()},
        **brand.phones,
        "colour": brand.colour,
    }
    form = BrandForm(request.POST or None, request.FILES or None, initial=kept)
    if not brand.logo:
        del form.fields["is_logo_dropped"]
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            set_brand(
                wanted=_wanted(form.cleaned_data),
                root=settings.BRAND_ROOT,
                at=now(),
                actor=request.actor,
            )
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, _("Saved. Pages and messages show it from now on."))
            return redirect("branding:brand")
    colour = str(form["colour"].value() or "").strip().lower()
    context = {
        "form": form,
        "refusal": refusal,
        "brand": brand,
        "colour": colour if is_colour(colour) else "",
        "has_before": has_before(settings.BRAND_ROOT),
    }
    is_refused = refusal is not None or bool(form.errors)
    return render_page(
        request, "branding/brand.html", context, status=422 if is_refused else 200
    )


@require_POST
@login_required
def put_back(request: Request) -> HttpResponse:
    """Show the operator as before the last change."""
    put_brand_back(root=settings.BRAND_ROOT, at=now(), actor=request.actor)
    messages.success(request, _("What was before is shown again."))
    return redirect("branding:brand")


def _wanted(typed: dict[str, Any]) -> NewBrand:
    codes = [code for code, _name in settings.LANGUAGES]
    logo = typed.get("logo")
    return NewBrand(
        names={code: typed[f"name_{code}"] for code in codes},
        phones={kind: typed[kind] for kind in ("service", "elders")},
        terms={code: typed[f"terms_{code}"] for code in codes},
        colour=typed["colour"],
        # One byte more than may be tells that there are more.
        logo=logo.read(MOST_BYTES + 1) if logo else None,
        is_logo_dropped=bool(typed.get("is_logo_dropped")),
    )
