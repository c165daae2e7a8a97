-- Asks for one box after the other, from the file RATUSZ_BOXES, below the path of the address.
local boxes, count = {}, 0

function init()
    for line in io.lines(os.getenv("RATUSZ_BOXES")) do boxes[#boxes + 1] = wrk.path .. "?bbox=" .. line end
    count = math.random(#boxes)
end

function request()
    count = count % #boxes + 1
    return wrk.format("GET", boxes[count])
end

function done(summary, latency, requests)
    local errors = summary.errors
    print(string.format("figures %f %f %f %d", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
