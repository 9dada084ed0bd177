// The live site's own: loads the page again when it has changed, and is no part of what is published.
(() => {
  const me = document.currentScript;
  let source = null;
  const listen = () => {
    source?.close();
    source = new EventSource(me.dataset.news);
    source.onmessage = (event) => {
      if (event.data !== me.dataset.version) {
        source.close();
        location.reload();
      }
    };
  };
  // A browser holds few connections to a site: a page that nobody sees needs none, and looks again when it is seen.
  document.addEventListener("visibilitychange", () => (document.hidden ? source?.close() : listen()));
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", listen);
})();
