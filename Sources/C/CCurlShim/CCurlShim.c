#include "CCurlShim.h"

CURLcode curl_set_long(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }
CURLcode curl_set_string(CURL *handle, CURLoption option, const char *value) { return curl_easy_setopt(handle, option, value); }
CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) { return curl_easy_setopt(handle, option, value); }
CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(handle, option, value); }
CURLcode curl_set_transfer(CURL *handle, CURLoption option, curl_transfer callback) { return curl_easy_setopt(handle, option, callback); }
CURLcode curl_set_observer(CURL *handle, CURLoption option, curl_observer callback) { return curl_easy_setopt(handle, option, callback); }
CURLcode curl_get_long(CURL *handle, CURLINFO info, long *value) { return curl_easy_getinfo(handle, info, value); }
CURLcode curl_set_supervisor(CURL *handle, CURLoption option, curl_supervisor callback) { return curl_easy_setopt(handle, option, callback); }
CURLcode curl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value) { return curl_easy_getinfo(handle, info, value); }
CURLcode curl_set_opener(CURL *handle, CURLoption option, curl_opener callback) { return curl_easy_setopt(handle, option, callback); }
CURLcode curl_set_bytes(CURL *handle, CURLoption option, const unsigned char *value) { return curl_easy_setopt(handle, option, (const void *)value); }
CURLcode curl_set_permit(CURL *handle, CURLoption option, curl_permit callback) { return curl_easy_setopt(handle, option, callback); }
CURLMcode curl_multi_set_long(CURLM *multi, CURLMoption option, long value) { return curl_multi_setopt(multi, option, value); }
CURLcode curl_multi_result(CURLMsg *message) { return message->data.result; }
