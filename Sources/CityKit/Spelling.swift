/// Finds the word a person may have meant.
public enum Spelling {
    /// The candidate that differs least from `word`, at most by two slips (one in words of up to four letters); nil when
    /// none is near. A slip is a letter too many, missing, wrong or swapped with its neighbour.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let allowed = word.count > 4 ? 2 : 1
        return
            candidates
            .map { (word: $0, slips: slips(from: word.lowercased(), to: $0.lowercased())) }
            .filter { $0.slips <= allowed && $0.word != word }
            .min { ($0.slips, $0.word) < ($1.slips, $1.word) }?
            .word
    }

    /// The optimal string alignment distance.
    private static func slips(from first: String, to second: String) -> Int {
        let a = Array(first)
        let b = Array(second)
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, beforeLast[j - 1] + 1) }
                row.append(least)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
