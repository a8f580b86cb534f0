// A preview is not kept on the device. A worker that was started at this address before is replaced by this one,
// which takes what was saved with it and leaves.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const leave = async () => {
    const own = (name) => name.startsWith(`rightdeck ${registration.scope} `);
    await Promise.all((await caches.keys()).filter(own).map((name) => caches.delete(name)));
    await registration.unregister();
  };
  event.waitUntil(leave());
});
