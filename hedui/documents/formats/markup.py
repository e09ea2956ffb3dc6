"""What the markup of several formats means alike: raised digits."""

_RAISED = str.maketrans("0123456789+-\u2212\u2013()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾")


def raised(text: str) -> str:
    """Superscript text as text: its digits raised (``10⁴``, ``m³``), so that none is taken for part of a number."""
    return text.translate(_RAISED)
