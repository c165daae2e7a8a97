#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take variable arguments, which Swift cannot call.
CURLcode curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
typedef size_t (*curl_transfer)(char *buffer, size_t size, size_t count, void *context);
CURLcode curl_set_transfer(CURL *handle, CURLoption option, curl_transfer callback);
// Sees what goes over the wire, for CURLOPT_DEBUGFUNCTION.
typedef int (*curl_observer)(CURL *handle, curl_infotype type, char *bytes, size_t count, void *context);
CURLcode curl_set_observer(CURL *handle, CURLoption option, curl_observer callback);
CURLcode curl_get_long(CURL *handle, CURLINFO info, long *value);
// Asked now and then during a transfer, for CURLOPT_XFERINFOFUNCTION; anything but 0 ends it.
typedef int (*curl_supervisor)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
CURLcode curl_set_supervisor(CURL *handle, CURLoption option, curl_supervisor callback);
CURLcode curl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value);
// Opens the socket for an address, for CURLOPT_OPENSOCKETFUNCTION; CURL_SOCKET_BAD refuses it.
typedef curl_socket_t (*curl_opener)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
CURLcode curl_set_opener(CURL *handle, CURLoption option, curl_opener callback);
CURLcode curl_set_bytes(CURL *handle, CURLoption option, const unsigned char *value);
// Asked before a request goes out over a connection, for CURLOPT_PREREQFUNCTION; anything but 0 ends it.
typedef int (*curl_permit)(void *context, char *, char *, int, int);
CURLcode curl_set_permit(CURL *handle, CURLoption option, curl_permit callback);
CURLMcode curl_multi_set_long(CURLM *multi, CURLMoption option, long value);
// What a message of `curl_multi_info_read` says that is done: its member is a union with a pointer.
CURLcode curl_multi_result(CURLMsg *message);
