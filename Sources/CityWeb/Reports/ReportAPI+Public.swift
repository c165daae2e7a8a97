import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

extension ReportAPI {
    /// Reports as everybody may see them, and sending new ones.
    static let operations = [list, map, show, picture, submit, addPhoto, follow, support]

    private static let list = APIOperation(
        "listReports",
        .get,
        "reports",
        .reports,
        "Published reports, the newest first or the nearest first.",
        access: .everybody,
        parameters: PublicQueryForm.narrowing + [
            .query("from", .day, "Published on this day or later."),
            .query("to", .day, "Published on this day or before."),
            .query("q", .text, "Words of the title or the address, all of them."),
            .query(
                "near",
                .text(pattern: #"^-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?$"#, example: "50.87,20.63"),
                "Latitude and longitude: the nearest first. Not together with words and days."
            ),
            .after,
            .query("limit", .plain(["type": "integer", "minimum": 1, "maximum": 100]), "Reports on a page; 20 else."),
        ],
        answers: [.ok: "A page; the header `Link` names the next one."],
        failures: [.forbidden: "Reports of this category are for registered residents."]
    ) { call in
        let form = PublicQueryForm(call.query, in: call.town, limit: try call.limit())
        let page = try await call.useCases.browseReports.list(form.checked(), for: call.visit.audience, in: call.town)
        var answer = APIAnswer.ok(ReportListAPI(page))
        if let next = page.next {
            let path = form.path("api/v1/reports", ["after": next, "limit": call.query["limit"]])
            answer.headers[.link] = "<\(call.visit.link(path))>; rel=\"next\""
        }
        return answer
    }

    private static let map = APIOperation(
        id: "mapReports",
        method: .get,
        path: "reports.geojson",
        area: .reports,
        summary: "Published reports in a box, as GeoJSON (RFC 7946).",
        details: """
            `shows` is `points` for up to 1,000 reports. Where there are more it is `clusters`: the features are cells of a \
            grid that the box touches, each with its `count` and the middle of its reports.
            """,
        access: .everybody,
        parameters: PublicQueryForm.narrowing + [
            APIParameter(
                name: "bbox",
                place: .query,
                schema: .text(
                    pattern: #"^-?[0-9.]+,-?[0-9.]+,-?[0-9.]+,-?[0-9.]+$"#,
                    example: "20.60,50.85,20.65,50.89"
                ),
                meaning: "West, south, east, north in degrees; over the 180th meridian west is greater than east.",
                isRequired: true
            )
        ],
        answers: [
            .init(
                status: .ok,
                meaning: "A FeatureCollection.",
                content: (mediaType: "application/geo+json", schema: .plain(["type": "object"]))
            )
        ],
        failures: [.forbidden: "Reports of this category are for registered residents."]
    ) { call in try await call.map() }

    private static let show = APIOperation(
        "getReport",
        .get,
        "reports/{number}",
        .reports,
        "One report.",
        details: """
            Everybody sees what is published. A key for `reports:read` sees every report, another one those it submitted, \
            and so does the report’s secret.
            """,
        access: .reader,
        parameters: [.number],
        answers: [.ok: "The report; its `ETag` goes into `If-Match`."],
        failures: [.forbidden: "Reports of this category are for registered residents."]
    ) { call in try await call.answer(call.report()) }

    private static let picture = APIOperation(
        id: "getPhoto",
        method: .get,
        path: "reports/{number}/photos/{photo}/{size}",
        area: .reports,
        summary: "A photo of a report that the caller may see.",
        access: .reader,
        parameters: [
            .number, .path("photo", .id, "Its id."),
            .path("size", .word(ReportPhoto.Size.self), "Which of its pictures."),
        ],
        answers: [
            .init(
                status: .ok,
                meaning: "The picture.",
                content: (mediaType: "image/jpeg", schema: .plain(["type": "string", "contentEncoding": "binary"]))
            )
        ],
        failures: [.forbidden: "Reports of this category are for registered residents."]
    ) { call in
        try await call.picture()
    }

    private static let submit = APIOperation(
        "submitReport",
        .post,
        "reports",
        .reports,
        "A new report, on disk when the answer comes.",
        details: """
            A town where only people with an account may report takes reports of programs all the same: who holds a key \
            answers for the people behind it.
            """,
        access: .key(.submitReports),
        body: SubmissionAPI.schema,
        answers: [.created: "A new report, or the one that was stored before under the same `Idempotency-Key`."],
        repetition: .carried
    ) { call in try await call.submit() }

    private static let addPhoto = APIOperation(
        "addPhoto",
        .post,
        "photos",
        .reports,
        "A photo for a report that follows.",
        details: """
            JPEG, PNG or WebP, at most 20 MB and 50 million pixels, whatever its type and name say. It is encoded anew, \
            upright, without metadata. A file that is sent twice makes two photos; what no report names is gone after two \
            days.
            """,
        access: .key(.submitReports),
        parameters: [
            .query("acceptedTerms", .text, "The version of `photos.terms`, where there is one: grants the licence.")
        ],
        file: "application/octet-stream",
        answers: [.created: "The photo waits."]
    ) { call in try await call.addPhoto() }

    private static let follow = APIOperation(
        "followReport",
        .post,
        "reports/{number}/followers",
        .reports,
        "Asks at an address whether its owner wants news of a published report.",
        access: .everybody,
        parameters: [.number],
        body: .object(
            "NewFollower",
            "Who wants to be told.",
            [
                .required("email", .text),
                .optional("language", .word(Language.self).orNull, "Of the letters; else the caller’s."),
            ]
        ),
        answers: [.accepted: "A letter asks; whether the address follows already is not told."],
        failures: [
            .conflict: "Nothing more will happen to the report.",
            .forbidden: "Reports of this category are for registered residents.",
        ]
    ) { call in
        var fields = try call.fields()
        let (email, language) = (fields.text("email"), fields.language("language"))
        try fields.finish()
        try await call.useCases.email.follow(
            call.number(),
            email: email,
            language: language ?? call.visit.language,
            for: call.visit.audience,
            in: call.town,
            at: call.now
        )
        return .accepted
    }
}

extension PublicQueryForm {
    /// What narrows lists and maps alike.
    fileprivate static let narrowing: [APIParameter] = [
        .query("category", .id, "Of this category."),
        .query("kind", .word(ReportKind.self), "Of this kind."),
        .query("status", .word(ReportStatus.self), "With this status."),
    ]
}

extension APICall {
    /// - Throws: `RequestFailure.mistypedField`.
    func limit(fallback: Int = 20, most: Int = 100) throws(RequestFailure) -> Int {
        let typed = query["limit"]
        guard !typed.isEmpty else { return fallback }
        guard let limit = Int(typed), (1...most).contains(limit) else {
            throw .mistypedField("limit", expected: "1–\(most)")
        }
        return limit
    }

    fileprivate func picture() async throws -> Response {
        let open =
            visit.request.headers[.reportSecret] == nil
            ? try await useCases.readReport.unseen(number(), by: key, for: visit.audience, in: town)
            : try await useCases.readReport(link())
        guard open.reader == .office else {
            let read = useCases.photos.read
            return open.reader > .everybody
                ? try await visit.picture(of: read.all(of: open.report.id, in: town.id), for: .oneReader)
                : try await visit.picture(of: read.released(of: open.report.id, in: town), for: .everybody)
        }
        let photo = try await useCases.photos.read.forOffice(
            ID(visit.parameter("photo")),
            of: open.report,
            by: caller(),
            in: town.id,
            at: now
        )
        return try await visit.picture(photo, for: .oneReader)
    }

    fileprivate func map() async throws -> Response {
        let filter = try PublicQueryForm(query, in: town).checked().filter
        guard let box = MapBox(typed: query["bbox"]) else {
            throw RequestFailure.mistypedField("bbox", expected: "west,south,east,north")
        }
        let map = try await useCases.browseReports.map(of: box, filter, for: visit.audience, in: town)
        return .shared(MapGeoJSON(map).bytes, "application/geo+json", seconds: 5, for: visit.request)
    }

    fileprivate func submit() async throws -> APIAnswer<ReceiptAPI> {
        let key = try neededKey()
        var fields = try fields()
        let submission = Submission(&fields)
        let photos = fields.texts("photos").map { ID<ReportPhoto>($0) }
        let language = fields.language("language") ?? town.profile.languages[0]
        try fields.finish()
        let receipt = try await useCases.submitReport(
            submission,
            clientKey: useCases.submitReport.clientKey(try visit.idempotencyKey(), of: key, in: town),
            origin: .api(key.id),
            language: language,
            photos: PhotoClaim(uploader: .program(key.id), ids: photos),
            in: town,
            at: now
        )
        let answer = ReceiptAPI(receipt, link: visit.link("z/\(receipt.number.path)/\(receipt.secret.grouped)"))
        return .created(answer)
    }

    fileprivate func addPhoto() async throws -> APIAnswer<PhotoAPI> {
        guard let file else { throw PhotoFailure.empty }
        let photo = try await useCases.photos.add(
            file,
            by: .program(neededKey().id),
            accepted: query["acceptedTerms"],
            in: town,
            at: now
        )
        return .created(PhotoAPI(photo))
    }
}
