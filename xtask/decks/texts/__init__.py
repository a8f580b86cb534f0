"""What the decks of Quillfish say. Quillfish, its customers and its figures are made up."""
from .battlecard import battlecard
from .clouds import CLOUDS
from .joint import joint
from .pitch import pitch
from .retired import retired
from .technical import technical
from .training import training

# slug: (what writes it, the cloud it is for)
DECKS = {
    **{f"why-quillfish-{cloud}": (pitch, cloud) for cloud in CLOUDS},
    **{f"technical-{cloud}": (technical, cloud) for cloud in CLOUDS},
    "northmoor-google": (joint, "google"),
    "field-training-microsoft": (training, "microsoft"),
    "battlecard-warehouses": (battlecard, None),
    "quillfish-aws-2025": (retired, "aws"),
}
