-- Asks for the first page of a list.
function done(summary, latency, requests)
    local errors = summary.errors
    print(string.format("figures %f %f %f %d", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
