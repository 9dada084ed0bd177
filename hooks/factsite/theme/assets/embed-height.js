// Each frame of this page that shows a figure gets the height of what it shows. These lines may be copied or loaded from
// where they stand; they listen to such frames only, and take from them nothing but a height.
{
  const frames = () => [...document.querySelectorAll('iframe[src*="/data/figures/"]')];
  addEventListener("message", ({ data, origin, source }) => {
    if (data?.factsite !== "height" || !(data.height > 0 && data.height < 20000)) return;
    const frame = frames().find((one) => one.contentWindow === source);
    // A frame without an origin of its own (sandbox) says “null”.
    if (frame && [new URL(frame.src).origin, "null"].includes(origin)) frame.style.height = `${Math.ceil(data.height)}px`;
  });
  frames().forEach((frame) => frame.contentWindow?.postMessage({ factsite: "ask" }, "*"));
}
