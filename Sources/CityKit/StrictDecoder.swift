/// Passes every question on to another decoder and notes the keys that were asked for.
struct StrictDecoder: Decoder {
    let base: any Decoder
    let object: ObjectKeys
    let session: StrictSession

    var codingPath: [any CodingKey] { base.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { base.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let container = try base.container(keyedBy: type)
        return KeyedDecodingContainer(StrictKeyedContainer(base: container, object: object, session: session))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        StrictList(base: try base.unkeyedContainer(), session: session)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        StrictValue(base: try base.singleValueContainer(), decoder: self)
    }
}

private struct StrictKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let base: KeyedDecodingContainer<Key>
    let object: ObjectKeys
    let session: StrictSession

    var codingPath: [any CodingKey] { base.codingPath }
    var allKeys: [Key] { base.allKeys }

    func contains(_ key: Key) -> Bool {
        object.ask(for: key)
        return base.contains(key)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try base.decodeNil(forKey: try present(key)) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let key = try present(key)
        if StrictSession.isLeaf(type) { return try base.decode(type, forKey: key) }
        return try session.decode(type, from: try base.superDecoder(forKey: key))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    { try superDecoder(forKey: key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try superDecoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        object.ask(for: AnyKey(stringValue: "super"))
        return session.watch(try base.superDecoder())
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        session.watch(try base.superDecoder(forKey: try present(key)))
    }

    private func present(_ key: Key) throws -> Key {
        object.ask(for: key)
        guard base.contains(key) else { throw object.missing(key) }
        return key
    }
}

private struct StrictList: UnkeyedDecodingContainer {
    var base: any UnkeyedDecodingContainer
    let session: StrictSession

    var codingPath: [any CodingKey] { base.codingPath }
    var count: Int? { base.count }
    var isAtEnd: Bool { base.isAtEnd }
    var currentIndex: Int { base.currentIndex }

    mutating func decodeNil() throws -> Bool { try base.decodeNil() }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if base.isAtEnd || StrictSession.isLeaf(type) { return try base.decode(type) }
        return try session.decode(type, from: try base.superDecoder())
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
        -> KeyedDecodingContainer<Nested>
    { try superDecoder().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { session.watch(try base.superDecoder()) }
}

private struct StrictValue: SingleValueDecodingContainer {
    let base: any SingleValueDecodingContainer
    let decoder: StrictDecoder

    var codingPath: [any CodingKey] { base.codingPath }

    func decodeNil() -> Bool { base.decodeNil() }

    /// The value is the same object of the file: the keys go to the same account.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try StrictSession.isLeaf(type) ? base.decode(type) : Value(from: decoder)
    }
}
