"""Every chart of the real site in a browser."""

from __future__ import annotations

from browser.test_charts import pytestmark, test_no_text_of_a_chart_covers_another_or_is_cut

__all__ = ["pytestmark", "test_no_text_of_a_chart_covers_another_or_is_cut"]
