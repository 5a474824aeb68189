"""The documentation's site: ``python -m sphinx -W -b html docs build/docs``."""

import sys
from pathlib import Path

import iterscope

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "extensions"))

project = "iterscope"
author = copyright = "The iterscope developers"  # noqa: A001 - Sphinx's name
version = release = iterscope.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "sphinx_copybutton",
    "sphinx_design",
    "live",
    "notebooks",
    "reference",
]
exclude_patterns = ["extensions", "gallery/*.toml", "template", "templates"]
templates_path = ["templates"]
default_role = "py:obj"
add_function_parentheses = False
python_use_unqualified_type_names = True
suppress_warnings = ["config.cache"]

autodoc_typehints = "none"  # docstrings tell the types in words
autodoc_member_order = "groupwise"
autosummary_ignore_module_all = False
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # what notebooks show is saved in them
nb_merge_streams = True

copybutton_exclude = ".linenos, .gp, .go"

html_theme = "pydata_sphinx_theme"
html_title = "iterscope"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_favicon = "static/icon.svg"
html_show_sourcelink = False
html_theme_options = {
    "logo": {"text": "iterscope", "image_light": "_static/icon.svg", "image_dark": "_static/icon.svg"},
    "header_links_before_dropdown": 6,
    "navbar_align": "left",
    "navbar_persistent": ["search-button"],
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": True,
    "show_toc_level": 2,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "footer_start": ["copyright"],
    "footer_end": ["theme-version"],
}
html_sidebars = {"index": [], "gallery": [], "changelog": [], "start": []}
