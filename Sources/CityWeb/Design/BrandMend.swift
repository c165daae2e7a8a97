/// One other colour with which everything that a colour stands on, and everything on it, can be read.
struct BrandMend: Equatable {
    let tone: BrandContrast.Tone
    let color: Color
    /// How far it is from the colour that was there; of two mends the nearer one is offered.
    let distance: Int
}

extension Brand {
    /// The nearest way to mend a pair with one colour; nil where one alone does not do.
    func mend(of contrast: BrandContrast) -> BrandMend? {
        let own = [contrast.front, contrast.back].filter(\.isOfTown)
        return own.compactMap { mend($0, on: contrast.scheme) }.min { $0.distance < $1.distance }
    }

    /// Shades of the colour, darker and lighter ones in turn, until every pair it is in can be read.
    private func mend(_ tone: BrandContrast.Tone, on scheme: BrandContrast.Scheme) -> BrandMend? {
        let palette = scheme == .light ? light : dark
        let ground = scheme == .light ? Ground.light : Ground.dark
        let color = palette.color(tone, on: ground)
        for share in 1...Self.shades {
            for end in [Color(rgb: 0), Color(rgb: 0xFFFFFF)] {
                let shade = color.mixed(with: end, share: share, of: Self.shades)
                guard palette.reads(tone, as: shade, on: ground) else { continue }
                return BrandMend(tone: tone, color: shade, distance: color.distance(to: shade))
            }
        }
        return nil
    }

    private static let shades = 100
}

extension Brand.Palette {
    fileprivate func reads(_ tone: BrandContrast.Tone, as shade: Color, on ground: Ground) -> Bool {
        BrandContrast.pairs.filter { $0.front == tone || $0.back == tone }.allSatisfy { pair in
            let front = pair.front == tone ? shade : color(pair.front, on: ground)
            let back = pair.back == tone ? shade : color(pair.back, on: ground)
            return front.contrast(to: back) >= BrandContrast.least
        }
    }
}

extension Color {
    /// `share` parts of `all` of the other colour, the rest of this one.
    fileprivate func mixed(with other: Color, share: Int, of all: Int) -> Color {
        let channels = zip(channels, other.channels).map { own, other in
            UInt32((own * (all - share) + other * share + all / 2) / all)
        }
        return Color(rgb: channels.reduce(0) { $0 << 8 | $1 })
    }

    /// Squared, over the three channels.
    fileprivate func distance(to other: Color) -> Int {
        zip(channels, other.channels).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }

    private var channels: [Int] { [16, 8, 0].map { Int(rgb >> $0 & 0xFF) } }
}
