#pragma once
#include <microhttpd.h>

// MHD_start_daemon is variadic, which Swift cannot call: its options come in an array that ends in MHD_OPTION_END.
static inline struct MHD_Daemon *rakel_mhd_start(
    unsigned int flags, MHD_AcceptPolicyCallback accept, void *accept_context,
    MHD_AccessHandlerCallback handler, void *handler_context, struct MHD_OptionItem *options) {
  return MHD_start_daemon(flags, 0, accept, accept_context, handler, handler_context, MHD_OPTION_ARRAY,
                          options, MHD_OPTION_END);
}

// So is MHD_get_connection_info, though it takes nothing more for what is asked of it here.
static inline const union MHD_ConnectionInfo *rakel_mhd_info(
    struct MHD_Connection *connection, enum MHD_ConnectionInfoType type) {
  return MHD_get_connection_info(connection, type);
}

// Callbacks go into the options as plain pointers; Swift does not turn a function into one.
static inline struct MHD_OptionItem rakel_mhd_watch_connections(
    MHD_NotifyConnectionCallback callback, void *context) {
  return (struct MHD_OptionItem){MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)callback, context};
}
static inline struct MHD_OptionItem rakel_mhd_watch_ends(
    MHD_RequestCompletedCallback callback, void *context) {
  return (struct MHD_OptionItem){MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)callback, context};
}
static inline struct MHD_OptionItem rakel_mhd_watch_targets(
    void *(*callback)(void *context, const char *target, struct MHD_Connection *connection),
    void *context) {
  return (struct MHD_OptionItem){MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)callback, context};
}
