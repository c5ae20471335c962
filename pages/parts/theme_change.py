"""Light and dark may change during a visit, at sunset or in the menu: the page is then made anew, as a whole.

Streamlit changes its own colours at once and runs nothing, so that charts, which are drawn here in the
colours of the theme there was, would keep dark words on dark. A script asks for the page that is shown, as
the browser's back button does: nothing is chosen by it, and no step is made in the history. Paper has a theme
of its own.
"""

SCRIPT = """
if (!window.skifteTheme) {
    const app = document.querySelector('.stApp');
    const shown = () => getComputedStyle(app).colorScheme;
    window.skifteTheme = shown();
    let waits;
    const look = () => {
        if (matchMedia('print').matches || shown() === window.skifteTheme) return;
        window.skifteTheme = shown();
        window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    };
    new MutationObserver(() => { clearTimeout(waits); waits = setTimeout(look, 200); })
        .observe(app, { attributeFilter: ['class'] });
}
"""
