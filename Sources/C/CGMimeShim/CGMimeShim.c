#include "CGMimeShim.h"
#include <gmime/gmime.h>

struct mail_document {
    GMimeMessage *message;
    GMimePartIter *parts;
    int at_first;
    GByteArray *decoded;
    char *text;
    // Where a mail within the mail stands; what is in it is not of this one.
    char *inside;
};

static gsize ready = 0;

static void start(void) {
    if (g_once_init_enter(&ready)) {
        g_mime_init();
        g_once_init_leave(&ready, 1);
    }
}

mail_document *mail_open(const unsigned char *bytes, size_t size) {
    start();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    if (message == NULL) return NULL;
    mail_document *document = g_new0(mail_document, 1);
    document->message = message;
    document->parts = g_mime_part_iter_new((GMimeObject *)message);
    document->at_first = 1;
    return document;
}

static void forget_part(mail_document *document) {
    if (document->decoded != NULL) g_byte_array_free(document->decoded, TRUE);
    document->decoded = NULL;
    g_free(document->text);
    document->text = NULL;
}

void mail_close(mail_document *document) {
    forget_part(document);
    g_free(document->inside);
    g_mime_part_iter_free(document->parts);
    g_object_unref(document->message);
    g_free(document);
}

char *mail_header(mail_document *document, const char *name) {
    GMimeHeaderList *headers = g_mime_object_get_header_list((GMimeObject *)document->message);
    GString *all = NULL;
    for (int i = 0; i < g_mime_header_list_get_count(headers); i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
        if (g_ascii_strcasecmp(g_mime_header_get_name(header), name) != 0) continue;
        const char *value = g_mime_header_get_raw_value(header);
        if (value == NULL) continue;
        if (all == NULL) all = g_string_new(NULL);
        else g_string_append_c(all, '\n');
        g_string_append(all, value);
    }
    return all == NULL ? NULL : g_string_free(all, FALSE);
}

char *mail_subject(mail_document *document) {
    const char *subject = g_mime_message_get_subject(document->message);
    return subject == NULL ? NULL : g_strdup(subject);
}

char *mail_sender(mail_document *document) {
    InternetAddressList *from = g_mime_message_get_from(document->message);
    if (from == NULL) return NULL;
    for (int i = 0; i < internet_address_list_length(from); i++) {
        InternetAddress *address = internet_address_list_get_address(from, i);
        if (!INTERNET_ADDRESS_IS_MAILBOX(address)) continue;
        const char *text = internet_address_mailbox_get_idn_addr((InternetAddressMailbox *)address);
        if (text != NULL) return g_strdup(text);
    }
    return NULL;
}

void mail_free(char *text) { g_free(text); }

static void decode(mail_document *document, GMimePart *part, mail_part *result) {
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    document->decoded = g_byte_array_new();
    if (content != NULL) {
        GMimeStream *stream = g_mime_stream_mem_new();
        g_mime_stream_mem_set_byte_array((GMimeStreamMem *)stream, document->decoded);
        g_mime_data_wrapper_write_to_stream(content, stream);
        g_object_unref(stream);
    }
    result->bytes = document->decoded->data;
    result->size = document->decoded->len;
}

static int is_inside(mail_document *document) {
    if (document->inside == NULL) return 0;
    char *path = g_mime_part_iter_get_path(document->parts);
    size_t length = strlen(document->inside);
    int inside = path != NULL && strncmp(path, document->inside, length) == 0 && path[length] == '.';
    g_free(path);
    return inside;
}

static void describe(GMimeObject *object, mail_part *result) {
    GMimeContentType *type = g_mime_object_get_content_type(object);
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(object);
    const char *how = disposition == NULL ? NULL : g_mime_content_disposition_get_disposition(disposition);
    result->type = g_mime_content_type_get_media_type(type);
    result->subtype = g_mime_content_type_get_media_subtype(type);
    result->name = NULL;
    result->is_file = how != NULL && g_ascii_strcasecmp(how, "attachment") == 0;
    result->bytes = NULL;
    result->size = 0;
}

int mail_next(mail_document *document, mail_part *result) {
    forget_part(document);
    for (;;) {
        if (!document->at_first && !g_mime_part_iter_next(document->parts)) return 0;
        document->at_first = 0;
        GMimeObject *object = g_mime_part_iter_get_current(document->parts);
        if (object == NULL) return 0;
        if (is_inside(document)) continue;
        if (GMIME_IS_MESSAGE_PART(object)) {
            g_free(document->inside);
            document->inside = g_mime_part_iter_get_path(document->parts);
            describe(object, result);
            result->is_file = 1;
            return 1;
        }
        if (!GMIME_IS_PART(object)) continue;
        GMimePart *part = (GMimePart *)object;
        describe(object, result);
        result->name = g_mime_part_get_filename(part);
        decode(document, part, result);
        if (GMIME_IS_TEXT_PART(object) && !result->is_file) {
            char *text = g_mime_text_part_get_text((GMimeTextPart *)object);
            if (text != NULL) {
                document->text = text;
                result->bytes = (const unsigned char *)text;
                result->size = strlen(text);
            }
        }
        return 1;
    }
}
