#pragma once
#include <stddef.h>

// A mail taken apart by GMime, whose types are GObjects behind macros that Swift cannot call. One mail is used by one thread.
typedef struct mail_document mail_document;

typedef struct {
    const char *type;
    const char *subtype;
    // Of the file; NULL where the part names none.
    const char *name;
    // Whether the part says that it is a file, not something to read.
    int is_file;
    // Decoded; text is UTF-8 where its character set is known, and as it came otherwise.
    const unsigned char *bytes;
    size_t size;
} mail_part;

// NULL where it is no mail.
mail_document *mail_open(const unsigned char *bytes, size_t size);
void mail_close(mail_document *document);
// All values of a header as they came, a line each; NULL without any. Freed with mail_free.
char *mail_header(mail_document *document, const char *name);
// What the mail is about, decoded.
char *mail_subject(mail_document *document);
// The address in From; NULL without one. Freed with mail_free.
char *mail_sender(mail_document *document);
void mail_free(char *text);
// The next part that holds no others, valid until the next call; 0 at the end.
int mail_next(mail_document *document, mail_part *part);
