"""Words by a model outside the house: what is asked, what came back, and how it is reached.

Whoever asks says what may leave and judges what comes back; here are only the provider and its
wire. Off unless an operator sets an address.
"""

from huiyin.kernel.phrasing.chat import ChatEndpoint, endpoint
from huiyin.kernel.phrasing.provider import Answered, Message, NoAnswer, Provider

__all__ = ["Answered", "ChatEndpoint", "Message", "NoAnswer", "Provider", "endpoint"]
