"""What libraries would tell others about whoever uses them, and the switches that keep it here.

    gradio           version check and use of the page, to its makers    GRADIO_ANALYTICS_ENABLED
    huggingface_hub  names of what is loaded, with the versions here     HF_HUB_DISABLE_TELEMETRY
    chromadb         use of collections, where posthog is installed      ANONYMIZED_TELEMETRY, and its settings
    opentelemetry    traces, where an address for them is set            OTEL_SDK_DISABLED
                     what kind of program this is, to look it up         HF_HUB_OFFLINE
    others           what they ask before they tell                      DO_NOT_TRACK

They are set before these libraries are imported, because some look once. tests/test_zero_egress.py holds that nothing
is sent, whatever the switches say.
"""

from __future__ import annotations

import os

SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}


def tell_nobody(*, offline: bool) -> None:
    """Turn the telemetry of every library off, for this process and those it starts; `offline` says that nothing may
    be fetched either.
    """
    os.environ.update(SWITCHES)
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"


def may_fetch() -> bool:
    """Whether KILDE_ALLOW_DOWNLOAD says anything; what it says is read, and checked, with the other settings."""
    return "KILDE_ALLOW_DOWNLOAD" in os.environ
