#pragma once
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// curl_easy_setopt, curl_multi_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one wrapper for each
// type of argument.
static inline CURLcode rakel_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rakel_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
// Text is copied by libcurl; so is the body under CURLOPT_COPYPOSTFIELDS.
static inline CURLcode rakel_curl_set_bytes(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rakel_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}
// A list is not copied: it is freed when the transfer has ended.
static inline CURLcode rakel_curl_set_list(CURL *easy, struct curl_slist *list) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
}
typedef size_t (*rakel_curl_sink)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode rakel_curl_set_sink(CURL *easy, CURLoption option, rakel_curl_sink sink) {
  return curl_easy_setopt(easy, option, sink);
}
static inline CURLcode rakel_curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode rakel_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLMcode rakel_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode rakel_curl_multi_watch(
  CURLM *multi, curl_socket_callback sockets, curl_multi_timer_callback timer, void *context
) {
  CURLMcode codes[] = {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, sockets),
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context),
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer),
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context),
  };
  for (int index = 0; index < 4; index++) {
    if (codes[index] != CURLM_OK) return codes[index];
  }
  return CURLM_OK;
}
