"""Where samples of answers stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.ui.stories import story_page
from huiyin.quality.access import OWN, SEE

menu_line(
    MenuLine(
        label=_("Answer samples"),
        url_name="answers:samples",
        icon="clipboard-check",
        group=Group.IMPROVE,
        order=20,
        permission=SEE,
    )
)
menu_line(
    MenuLine(
        label=_("Quality of answers"),
        url_name="answers:figures",
        icon="chart-line",
        group=Group.IMPROVE,
        order=25,
        permission=SEE,
    )
)
menu_line(
    MenuLine(
        label=_("My feedback"),
        url_name="answers:mine",
        icon="message-2",
        group=Group.WORK,
        order=80,
        permission=OWN,
    )
)
story_page(r"sample:(\d+)", "answers:answer")
story_page(r"own-answer:(\d+)", "answers:own")
