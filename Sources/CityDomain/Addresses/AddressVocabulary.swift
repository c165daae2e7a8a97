/// Words that are found although they are mistyped, or typed only in part.
///
/// The words lie sorted. A walk over them keeps one row of the distance (optimal string alignment: a letter too many,
/// missing, wrong, or swapped with its neighbour) for each letter; a word that begins like the one before goes on from
/// there, and words whose beginning is too far off already are passed over together.
struct AddressVocabulary: Sendable {
    typealias Word = AddressLetters.Word

    private let letters: [UInt16]
    private let starts: [Int32]
    /// Letters that a word has in common with the one before.
    private let shared: [UInt8]

    static let longestWord = 48

    /// - Parameter words: sorted by their letters, each once, none longer than `longestWord`.
    init(sorted words: [Word]) {
        var letters: [UInt16] = []
        var starts: [Int32] = []
        var shared: [UInt8] = []
        for (index, word) in words.enumerated() {
            let before = index == 0 ? [] : words[index - 1]
            shared.append(UInt8(zip(before, word).prefix { $0 == $1 }.count))
            starts.append(Int32(letters.count))
            letters += word
        }
        starts.append(Int32(letters.count))
        (self.letters, self.starts, self.shared) = (letters, starts, shared)
    }

    var count: Int { shared.count }

    /// What is wrong with a word, seen from one that was found.
    struct Near: Sendable, Equatable {
        let word: Int
        let slips: Int
        /// Letters of the word that are not typed yet.
        let missing: Int
    }

    enum Extent { case whole, beginning }

    /// The words that `query` may stand for.
    ///
    /// - Parameter extent: whether the query may be the beginning of a longer word.
    func near(_ query: Word, slips: Int, _ extent: Extent) -> [Near] {
        guard !query.isEmpty, query.count <= Self.longestWord else { return [] }
        var walk = Walk(query: query, slips: slips, extent: extent)
        letters.withUnsafeBufferPointer { letters in
            var word = 0
            while word < count {
                let start = Int(starts[word])
                let length = Int(starts[word + 1]) - start
                let depth = walk.take(
                    UnsafeBufferPointer(rebasing: letters[start..<start + length]),
                    from: Int(shared[word])
                )
                walk.note(word, length: length)
                word += 1
                // What begins with the letters that are too far off already is too far off as well.
                while depth < length, word < count, Int(shared[word]) >= depth {
                    if walk.foundBeginning(of: depth) { walk.note(word, length: Int(starts[word + 1] - starts[word])) }
                    word += 1
                }
            }
        }
        return walk.found
    }
}

/// The rows of one search, for the letters of the word that is looked at.
private struct Walk {
    private let query: AddressVocabulary.Word
    private let slips: Int
    private let extent: AddressVocabulary.Extent
    private let width: Int
    private var rows: [Int16]
    /// The least distance between the query and a beginning of the word, by the length that was looked at.
    private var least: [Int16]
    private var depth = 0
    private var previous: [UInt16]
    private(set) var found: [AddressVocabulary.Near] = []

    private static let far = Int16.max / 2

    init(query: AddressVocabulary.Word, slips: Int, extent: AddressVocabulary.Extent) {
        (self.query, self.slips, self.extent) = (query, slips, extent)
        width = query.count + 1
        let depths = AddressVocabulary.longestWord + 1
        rows = Array(repeating: Self.far, count: depths * width)
        for column in 0..<width { rows[column] = Int16(column) }
        least = Array(repeating: Self.far, count: depths)
        least[0] = Int16(query.count)
        previous = Array(repeating: 0, count: depths)
    }

    /// Goes on with a word from the letters it shares with the one before.
    ///
    /// - Returns: how many letters were looked at: fewer than the word has when it is too far off.
    mutating func take(_ word: UnsafeBufferPointer<UInt16>, from shared: Int) -> Int {
        depth = min(shared, depth)
        while depth < word.count {
            previous[depth] = word[depth]
            depth += 1
            if row(of: depth) > slips { return depth }
        }
        return depth
    }

    /// Fills the row of the word's first `depth` letters and returns its least distance.
    private mutating func row(of depth: Int) -> Int {
        let (above, here) = ((depth - 1) * width, depth * width)
        let letter = previous[depth - 1]
        rows[here] = Int16(depth)
        // Further from the diagonal more letters are missing than may be.
        let (first, last) = (max(1, depth - slips), min(width - 1, depth + slips))
        guard first <= last else {
            least[depth] = least[depth - 1]
            return depth
        }
        if first > 1 { rows[here + first - 1] = Self.far }
        if last + 1 < width { rows[here + last + 1] = Self.far }
        var best = first > 1 ? Self.far : rows[here]
        for column in first...last {
            let typed = query[column - 1]
            var distance = min(rows[above + column], rows[here + column - 1]) + 1
            distance = min(distance, rows[above + column - 1] + (typed == letter ? 0 : 1))
            if depth > 1, column > 1, typed == previous[depth - 2], query[column - 2] == letter {
                distance = min(distance, rows[above - width + column - 2] + 1)
            }
            rows[here + column] = distance
            best = min(best, distance)
        }
        least[depth] = last == width - 1 ? min(least[depth - 1], rows[here + last]) : least[depth - 1]
        return Int(best)
    }

    /// Whether a beginning of so many letters is near the query, whatever follows.
    func foundBeginning(of depth: Int) -> Bool { extent == .beginning && Int(least[depth]) <= slips }

    mutating func note(_ word: Int, length: Int) {
        let isInReach = depth == length && abs(length - query.count) <= slips
        let whole = isInReach ? Int(rows[depth * width + width - 1]) : Int(Self.far)
        if whole <= slips {
            found.append(.init(word: word, slips: whole, missing: 0))
        }
        guard extent == .beginning, length > query.count, Int(least[depth]) < min(whole, slips + 1) else { return }
        found.append(.init(word: word, slips: Int(least[depth]), missing: length - query.count))
    }
}
