"""Every sentence shown to a person, in Swedish and English.

The sentences are in ``sv.toml`` and ``en.toml`` under the same keys; a new language is one more file.
"""

from core.wording.words import LANGUAGES, Words, words_of

__all__ = ["LANGUAGES", "Words", "words_of"]
