"""What can be done to a case: each verb with its form and the action it calls."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from huiyin.cases import access
from huiyin.cases.models import Case
from huiyin.cases.pages import doings, forms
from huiyin.cases.pages.doings import Doing
from huiyin.cases.rules.life import ANSWERED, ENDED, OPEN, WAITING, State
from huiyin.kernel.access.roles import Actor, Permission, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """An act people may choose. `run` answers the sentence that tells what was done."""

    code: str
    label: str | Promise
    icon: str
    run: Callable[[Doing], str]
    permission: Permission = access.WORK
    form: type[forms.ActForm] = forms.NothingForm
    states: Collection[str] = OPEN
    hint: str | Promise = ""
    key: str = ""
    # Shown where it belongs, not among the verbs of the page's head.
    is_in_place: bool = False
    # The field whose words go to the customer and may be checked before they do.
    checked: str = ""

    def is_apt(self, case: Case, actor: Actor) -> bool:
        """Return whether the act fits the state of the case and the actor may do it."""
        return case.state in self.states and may(
            actor, self.permission, department=case.department, region=case.region
        )

    @property
    def is_plain(self) -> bool:
        return self.form is forms.NothingForm


ANY = frozenset(State)
VERBS = {
    verb.code: verb
    for verb in (
        Verb(code="take", label=gettext_lazy("Take"), icon="hand-grab", run=doings.take),
        Verb(
            code="resolve",
            label=gettext_lazy("Resolve"),
            icon="circle-check",
            run=doings.resolve,
            form=forms.ResolveForm,
            checked="answer",
            hint=gettext_lazy(
                "The answer goes to the customer, who is then asked whether it holds."
            ),
        ),
        Verb(
            code="classify",
            label=gettext_lazy("Classify"),
            icon="tag",
            run=doings.classify,
            permission=access.CLASSIFY,
            form=forms.ClassifyForm,
            hint=gettext_lazy("The promises of the new topic count from the beginning."),
        ),
        Verb(
            code="resume",
            label=gettext_lazy("Resume"),
            icon="player-play",
            run=doings.resume,
            states=WAITING,
        ),
        Verb(
            code="call-back",
            label=gettext_lazy("Call-back"),
            icon="phone-outgoing",
            run=doings.call_back,
            permission=access.CALL_BACK,
            form=forms.CallBackForm,
            states={State.RESOLVED},
        ),
        Verb(
            code="hand-over",
            label=gettext_lazy("Hand over"),
            icon="arrow-right",
            run=doings.hand_over,
            permission=access.ASSIGN,
            form=forms.HandOverForm,
            key="a",
        ),
        Verb(
            code="wait",
            label=gettext_lazy("Wait"),
            icon="player-pause",
            run=doings.wait,
            form=forms.WaitForm,
            states=OPEN - WAITING,
            hint=gettext_lazy("Our own promises stop counting; the clock of the law goes on."),
        ),
        Verb(
            code="work-order",
            label=gettext_lazy("Work order"),
            icon="tool",
            run=doings.issue,
            form=forms.WorkOrderForm,
        ),
        Verb(
            code="urge",
            label=gettext_lazy("Urge"),
            icon="bell-ringing",
            run=doings.urge,
            permission=access.URGE,
            form=forms.WhyForm,
        ),
        Verb(
            code="concession",
            label=gettext_lazy("Concession"),
            icon="coin",
            run=doings.concede,
            permission=access.GRANT,
            form=forms.ConcessionForm,
            states=OPEN | ANSWERED,
            hint=gettext_lazy(
                "Within your authority it is granted at once; above, it is approved."
            ),
        ),
        Verb(
            code="merge",
            label=gettext_lazy("Merge"),
            icon="git-merge",
            run=doings.merge,
            permission=access.MERGE,
            form=forms.MergeForm,
        ),
        Verb(
            code="undo-merge",
            label=gettext_lazy("Undo the merge"),
            icon="arrow-back-up",
            run=doings.take_apart,
            permission=access.MERGE,
            states={State.MERGED},
        ),
        Verb(
            code="appeal",
            label=gettext_lazy("Appeal"),
            icon="gavel",
            run=doings.appeal,
            form=forms.AppealForm,
            states=ANY - {State.MERGED},
        ),
        Verb(
            code="article",
            label=gettext_lazy("Create an article"),
            icon="book",
            run=doings.teach,
            permission=access.TEACH,
            form=forms.ArticleForm,
            states=ANY - {State.MERGED},
            hint=gettext_lazy(
                "Names, numbers and addresses were taken out; read it again before you keep it."
            ),
        ),
        Verb(
            code="discard-article",
            label=gettext_lazy("Undo"),
            icon="arrow-back-up",
            run=doings.forget,
            permission=access.TEACH,
            form=forms.OfForm,
            states=ANY,
            is_in_place=True,
        ),
        Verb(
            code="close",
            label=gettext_lazy("Close"),
            icon="archive",
            run=doings.close,
            form=forms.WhyForm,
            states=ANSWERED,
        ),
        Verb(
            code="reopen",
            label=gettext_lazy("Reopen"),
            icon="refresh",
            run=doings.reopen,
            form=forms.WhyForm,
            states=ANSWERED | (ENDED - {State.MERGED}),
        ),
        Verb(
            code="reply",
            label=gettext_lazy("Reply"),
            icon="send",
            run=doings.reply,
            form=forms.ReplyForm,
            is_in_place=True,
            checked="body",
        ),
        Verb(
            code="note",
            label=gettext_lazy("Internal note"),
            icon="note",
            run=doings.note,
            form=forms.NoteForm,
            states=ANY,
            is_in_place=True,
        ),
        Verb(
            code="call",
            label=gettext_lazy("Call record"),
            icon="phone",
            run=doings.call,
            form=forms.CallForm,
            states=ANY - {State.MERGED},
            is_in_place=True,
        ),
        Verb(
            code="accept-order",
            label=gettext_lazy("Accept"),
            icon="check",
            run=doings.accept_order,
            form=forms.OfForm,
            is_in_place=True,
        ),
        Verb(
            code="end-order",
            label=gettext_lazy("End the work order"),
            icon="check",
            run=doings.end_order,
            form=forms.EndOrderForm,
            is_in_place=True,
        ),
        Verb(
            code="decide",
            label=gettext_lazy("Decide"),
            icon="check",
            run=doings.decide,
            permission=access.APPROVE,
            form=forms.DecisionForm,
            states=ANY,
            is_in_place=True,
        ),
        Verb(
            code="keep-apart",
            label=gettext_lazy("Different matters"),
            icon="x",
            run=doings.tell_apart,
            permission=access.MERGE,
            form=forms.OfForm,
            is_in_place=True,
        ),
        Verb(
            code="undo-apart",
            label=gettext_lazy("Undo"),
            icon="arrow-back-up",
            run=doings.suggest_again,
            permission=access.MERGE,
            form=forms.OfForm,
            is_in_place=True,
        ),
    )
}


def main_verb(case: Case, *, holder_is_me: bool) -> str:
    """Return what should be done next."""
    if case.state == State.RECEIVED:
        return "classify"
    if case.state in WAITING:
        return "resume"
    if case.state in OPEN:
        return "resolve" if holder_is_me else "take"
    return {State.RESOLVED: "call-back", State.MERGED: "undo-merge"}.get(
        State(case.state), "reopen"
    )
