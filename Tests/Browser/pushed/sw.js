// Reads a declarative push message as the app's service worker does, shows it and tells the check.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Messages that come at once are read at once, and in any order.
let last = Promise.resolve();

self.addEventListener("push", (event) => {
    const message = event.data.json();
    const { title, navigate, ...options } = message.notification;
    const show = async () => {
        const older = await self.registration.getNotifications({ tag: options.tag });
        if (older.every((each) => each.data.at <= options.data.at)) {
            await self.registration.showNotification(title, options);
        }
        const shown = await self.registration.getNotifications();
        const notifications = shown.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }));
        await fetch("/read", { method: "POST", body: JSON.stringify({ message, notifications }) });
    };
    const tell = (error) => fetch("/read", { method: "POST", body: JSON.stringify({ error: `${error}` }) });
    last = last.then(show).catch(tell);
    event.waitUntil(last);
});
