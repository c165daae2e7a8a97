// Draws the town and its reports, or its renamed streets, with Leaflet, which set-up put beside this file. Without it, or
// without this script, the map stays hidden: the list and the fields say the same.

const script = document.querySelector("script[data-leaflet]");
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const largestZoom = 19;
// Marks closer than this in both directions, in pixels, become one disc.
const markSpace = 52;

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
const shortened = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
const element = (tag, values = {}) => Object.assign(document.createElement(tag), values);
const degrees = (number) => number.toFixed(5);

// What the page says to this script, in the attributes of the map's element.
function settingsOf(frame) {
  const statuses = (frame.dataset.statuses ?? "").split(";").map((each) => each.split(" "))
    .map(([name, look, ...words]) => [name, { look, words: words.join(" ") }]);
  const pins = frame.dataset.pins?.split(";").filter(Boolean).map((each) => each.split(" "))
    .map(([number, status, latitude, longitude]) =>
      ({ number, status, latitude: Number(latitude), longitude: Number(longitude) }));
  return { ...frame.dataset, statuses: Object.fromEntries(statuses), pins };
}

const loadLeaflet = () => new Promise((done, failed) => {
  document.head.append(element("script", { src: script.dataset.leaflet, onload: done, onerror: failed }));
});

// What stands below the pins: tiles where the settings name a server, else the town's own lines.
async function drawTown(map, settings) {
  if (settings.tiles) {
    L.tileLayer(settings.tiles, { attribution: settings.attribution, maxZoom: largestZoom }).addTo(map);
  }
  const town = await fetch(settings.town).then((answer) => answer.json()).catch(() => ({ features: [] }));
  const layer = (names) => town.features.filter((feature) => names.includes(feature.properties.layer));
  const draw = (features, style, more = {}) =>
    L.geoJSON(features, { interactive: false, style: { className: `map-${style}`, ...more } }).addTo(map);
  if (!settings.tiles) {
    draw(layer(["boundary"]), "land");
    draw(layer(["water"]), "water", { weight: 5 });
    draw(layer(["main", "side"]), "casing", { weight: 7 });
    draw(layer(["side"]), "street", { weight: 3 });
    draw(layer(["main"]), "street", { weight: 5 });
    draw(layer(["path"]), "path", { weight: 2, dashArray: "2 4" });
    draw(layer(["railway"]), "railway", { weight: 2, dashArray: "8 5" });
    nameStreets(map, layer(["main"]));
  }
  const outline = draw(layer(["boundary"]), "outline", { weight: 3, dashArray: "10 6", fill: false });
  return outline.getBounds();
}

function nameStreets(map, streets) {
  for (const street of streets.filter((each) => each.properties.name)) {
    const [longitude, latitude] = street.geometry.coordinates[Math.floor(street.geometry.coordinates.length / 3)];
    const icon = L.divIcon({ className: "map-name", html: element("span", { textContent: street.properties.name }) });
    L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(map);
  }
}

function newMap(frame, settings) {
  const canvas = element("div", { className: "map-canvas" });
  frame.prepend(canvas);
  const map = L.map(canvas, {
    maxZoom: largestZoom, minZoom: 2, zoomControl: false, zoomAnimation: !isStill, fadeAnimation: !isStill,
    markerZoomAnimation: !isStill, inertia: !isStill, attributionControl: Boolean(settings.tiles),
  });
  L.control.zoom({
    position: "bottomright", zoomInText: "+", zoomOutText: "−",
    zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut,
  }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  return map;
}

// Groups of places so close that their marks would cover each other. The first place of a group is where its mark stands,
// so no two marks are closer than `markSpace` in both directions.
function gathered(map, places) {
  const zoom = map.getZoom();
  if (zoom >= largestZoom) return places.map((place) => [place]);
  const groups = [];
  for (const place of places) {
    const { x, y } = map.project([place.latitude, place.longitude], zoom);
    const near = groups.find((group) => Math.abs(group.x - x) < markSpace && Math.abs(group.y - y) < markSpace);
    if (near) near.places.push(place);
    else groups.push({ x, y, places: [place] });
  }
  return groups.map((group) => group.places);
}

function pin(report, settings) {
  const status = settings.statuses[report.status];
  return mark(report, status.look, status.look, `${status.words}, ${report.number}`, () => card(report, settings), settings);
}

function streetPin(street, settings) {
  return mark(street, "street", "road", street.new, () => streetCard(street, settings), settings);
}

function mark({ latitude, longitude }, look, shape, label, content, settings) {
  const html = `<svg class="shape" aria-hidden="true"><use href="${settings.icons}#${shape}"/></svg>`;
  const icon = L.divIcon({ className: `pin ${look}`, html, iconSize: [36, 40], iconAnchor: [18, 44] });
  const marker = L.marker([latitude, longitude], { icon, title: label, riseOnHover: true });
  return marker.bindPopup(content, { offset: [0, -34], autoPanPadding: [24, 24] });
}

// Number and status at once, the title when it has come.
function card(report, settings) {
  const path = report.number.replace("/", "-");
  const box = element("div", { className: "map-card" });
  const link = element("a", { href: settings.report + path, textContent: fill(settings.open, report) });
  box.append(element("p", { textContent: `${settings.statuses[report.status].words} · ${report.number}` }), link);
  if (!settings.details) return box;
  fetch(settings.details + path).then((answer) => answer.json()).then((details) => {
    if (details.title) link.textContent = details.title;
  }).catch(() => {});
  return box;
}

// A street with the name it has and the one it had.
function streetCard(street, settings) {
  const box = element("div", { className: "map-card" });
  const href = settings.report + encodeURIComponent(street.new);
  box.append(element("p", { textContent: fill(settings.open, street) }), element("a", { href, textContent: street.new }));
  return box;
}

function disc(map, place, count, settings) {
  const label = fill(settings.many, { count });
  const html = element("b", { textContent: shortened.format(count) });
  const icon = L.divIcon({ className: "cluster", html, iconSize: [44, 44] });
  const marker = L.marker(place, { icon, title: label });
  const open = () => {
    map.setView(place, Math.min(largestZoom, map.getZoom() + 2));
    map.getContainer().focus();
  };
  marker.on("click", open);
  marker.on("keypress", (event) => { if (event.originalEvent.key === "Enter") open(); });
  return marker;
}

// A place is a report, a street, or a cluster with its `count`.
function show(map, layer, places, settings) {
  layer.clearLayers();
  for (const group of gathered(map, places)) {
    const [{ latitude, longitude, number, streetId }] = group;
    const count = group.reduce((sum, place) => sum + (place.count ?? 1), 0);
    const isOne = count === 1 && (number || streetId);
    const single = streetId ? streetPin : pin;
    (isOne ? single(group[0], settings) : disc(map, [latitude, longitude], count, settings)).addTo(layer);
  }
}

const placesOf = ({ features }) => features.map(({ geometry, properties }) =>
  ({ ...properties, longitude: geometry.coordinates[0], latitude: geometry.coordinates[1] }));

// Asks once: a town has some hundreds of them.
async function showStreets(map, layer, settings, said) {
  try {
    const answer = await fetch(settings.streets);
    if (!answer.ok) throw new Error(answer.status);
    const streets = placesOf(await answer.json());
    if (streets.length > 0) {
      const places = streets.map((each) => [each.latitude, each.longitude]);
      map.fitBounds(places, { maxZoom: 16, padding: [48, 48], animate: false });
    }
    const draw = () => show(map, layer, streets, settings);
    map.on("zoomend", draw);
    draw();
  } catch {
    said.textContent = settings.failed;
  }
}

// Asks for what the map shows after every move; the newest question wins.
function followReports(map, layer, settings, said) {
  let latest;
  const ask = async () => {
    latest?.abort();
    latest = new AbortController();
    const box = map.getBounds();
    const edges = [Math.max(-180, box.getWest()), Math.max(-90, box.getSouth()), Math.min(180, box.getEast()),
      Math.min(90, box.getNorth())].map(degrees).join(",");
    const address = `${settings.reports}${settings.reports.includes("?") ? "&" : "?"}bbox=${edges}`;
    try {
      const answer = await fetch(address, { signal: latest.signal });
      if (!answer.ok) throw new Error(answer.status);
      show(map, layer, placesOf(await answer.json()), settings);
      said.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = settings.failed;
    }
  };
  // A pin that has the focus or its card open keeps it: panning to it must not take it away.
  map.on("moveend", () => { if (!layer.getLayers().some((pin) => pin.isPopupOpen?.())) ask(); });
  map.on("popupclose", ask);
  return ask();
}

// The cross stays and the map moves; button, Enter and the device set the fields.
function letChoose(frame, map, settings, bounds) {
  const latitude = document.getElementById("latitude");
  const longitude = document.getElementById("longitude");
  const said = frame.querySelector(".map-said");
  frame.querySelector(".map-canvas").append(element("span", { className: "map-cross", ariaHidden: "true" }));
  said.textContent = settings.hint;
  const place = (words = settings.placed) => {
    const { lat, lng } = map.getCenter();
    latitude.value = degrees(lat);
    longitude.value = degrees(lng);
    said.textContent = fill(words, { latitude: latitude.value, longitude: longitude.value });
  };
  const goToFields = () => {
    const point = [latitude.value, longitude.value].map((text) => Number(text.trim().replace(",", ".") || NaN));
    if (point.some(Number.isNaN) || Math.abs(point[0]) > 90 || Math.abs(point[1]) > 180) return;
    map.setView(point, Math.max(map.getZoom(), 16));
  };
  frame.querySelector("[data-place]").addEventListener("click", () => place());
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault();
    place();
  });
  const locate = frame.querySelector("[data-locate]");
  locate.hidden = !navigator.geolocation;
  locate.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      map.setView([coords.latitude, coords.longitude], 17);
      place(fill(settings.located, { meters: Math.round(coords.accuracy) }));
    }, () => { said.textContent = settings.noPosition; }, { enableHighAccuracy: true, timeout: 15_000 });
  });
  for (const field of [latitude, longitude]) field.addEventListener("change", goToFields);
  map.fitBounds(bounds.isValid() ? bounds : [[49, 14], [55, 24]]);
  goToFields();
}

async function start(frame) {
  const settings = settingsOf(frame);
  frame.hidden = false;
  for (const link of document.querySelectorAll(".to-map")) link.hidden = false;
  const map = newMap(frame, settings);
  map.setView([0, 0], 2, { animate: false });
  const bounds = await drawTown(map, settings);
  if (frame.classList.contains("placing")) return letChoose(frame, map, settings, bounds);
  const layer = L.layerGroup().addTo(map);
  const said = frame.appendChild(element("p", { className: "map-said", role: "status" }));
  if (settings.pins?.length) {
    const places = settings.pins.map((each) => [each.latitude, each.longitude]);
    map.fitBounds(places, { maxZoom: 16, padding: [48, 48], animate: false });
  } else {
    map.fitBounds(bounds.isValid() ? bounds : [[49, 14], [55, 24]], { animate: false });
  }
  if (settings.streets) return showStreets(map, layer, settings, said);
  if (settings.reports) return followReports(map, layer, settings, said);
  const draw = () => show(map, layer, settings.pins ?? [], settings);
  map.on("zoomend", draw);
  draw();
}

const frames = document.querySelectorAll(".map[data-town]");
if (frames.length > 0) {
  await loadLeaflet().then(() => Promise.all([...frames].map(start))).catch(() => {
    for (const frame of frames) frame.hidden = true;
  });
}

// The list in the order of distance, where the device tells a position.
const nearest = document.querySelector("[data-nearest]");
if (nearest && navigator.geolocation) {
  nearest.hidden = false;
  nearest.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const address = nearest.dataset.nearest;
      const near = `near=${degrees(coords.latitude)},${degrees(coords.longitude)}`;
      location.assign(`${address}${address.includes("?") ? "&" : "?"}${near}`);
    }, () => {
      nearest.querySelector("[role=status]").textContent = nearest.dataset.noPosition;
    }, { timeout: 15_000 });
  });
}
