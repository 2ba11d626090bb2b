"""Who may look at samples of answers, judge them, and see what was said of their own."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Actor, Permission, Role, permission, require
from huiyin.kernel.access.scope import visible
from huiyin.kernel.refusal import NotFound
from huiyin.quality.models import Feedback, Sample

SEE = permission(
    "quality.see_samples",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    says=gettext_lazy("See samples of answers and how good they are"),
)
JUDGE = permission(
    "quality.judge_answers",
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Judge sampled answers and give feedback"),
)
OWN = permission(
    "quality.see_own_feedback",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("See and answer feedback on one's own answers"),
)


def visible_samples(actor: Actor, wanted: Permission = SEE) -> QuerySet[Sample]:
    """Return the samples `actor` may do `wanted` to."""
    return visible(
        Sample.objects.all(), actor, wanted, department="department", region="region"
    )


def see_sample(*, sample_id: int, actor: Actor, wanted: Permission = SEE) -> Sample:
    """Return a sample for reading; NotFound also where it may not be known."""
    require(actor, wanted)
    found = visible_samples(actor, wanted).select_related("draw").filter(pk=sample_id).first()
    if found is None:
        raise _not_there()
    return found


def hold_sample(*, sample_id: int, actor: Actor) -> Sample:
    """Return a sample locked to be judged. Raises NotAllowed, NotFound."""
    see_sample(sample_id=sample_id, actor=actor, wanted=JUDGE)
    return Sample.objects.select_for_update().get(pk=sample_id)


def own_samples(actor: Actor) -> QuerySet[Sample]:
    """Return the actor's own answers that people have judged or spoken of, nobody else's."""
    require(actor, OWN)
    return Sample.objects.filter(user_id=actor.user_id or 0)


def hold_own_feedback(*, feedback_id: int, actor: Actor) -> Feedback:
    """Return feedback on the actor's own answer, locked; NotFound for anybody else's."""
    require(actor, OWN)
    theirs = Feedback.objects.select_for_update().filter(pk=feedback_id)
    found = theirs.filter(sample__user_id=actor.user_id or 0).first()
    if found is None:
        raise _not_there()
    return found


def hold_feedback(*, feedback_id: int, actor: Actor) -> Feedback:
    """Return feedback locked to be settled by a manager. Raises NotAllowed, NotFound."""
    found = Feedback.objects.select_for_update().filter(pk=feedback_id).first()
    if found is None:
        raise _not_there()
    see_sample(sample_id=found.sample_id, actor=actor, wanted=JUDGE)
    return found


def _not_there() -> NotFound:
    return NotFound(_("There is no such answer that you may see. Go back to the list."))
