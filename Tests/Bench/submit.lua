-- A submission after another, each under a client key of its own. RATUSZ_KEY is the key of the interface,
-- RATUSZ_BODY the report.
local key, body = os.getenv("RATUSZ_KEY"), os.getenv("RATUSZ_BODY")
local threads, number, prefix = 0, 0, ""

function setup(thread)
    thread:set("id", threads)
    threads = threads + 1
end

function init()
    prefix = string.format("bench-%d-%d-", os.time(), id)
end

function request()
    number = number + 1
    return wrk.format("POST", nil, {
        ["Authorization"] = "Bearer " .. key,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = prefix .. number,
    }, body)
end

function done(summary, latency, requests)
    local errors = summary.errors
    print(string.format("figures %f %f %f %d", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
