// oneDNN through its C API: one primitive, its memory, and a loop of calls.

#include "oneapi/dnnl/dnnl.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define VERSION (DNNL_VERSION_MAJOR * 100 + DNNL_VERSION_MINOR)

enum { LAYER, RMS, SOFTMAX, LOG_SOFTMAX, BATCH, BATCH_TRAINING, GROUP };
enum { X, Y, SCALE, BIAS, MEAN, VARIANCE, ROLES };
static const int arguments[ROLES] = {DNNL_ARG_SRC,   DNNL_ARG_DST,
                                     DNNL_ARG_SCALE, DNNL_ARG_SHIFT,
                                     DNNL_ARG_MEAN,  DNNL_ARG_VARIANCE};

struct call {
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t arguments[ROLES];
  double create_ms;
};

struct shape {
  int rank, bf16, axis, groups;
  dnnl_dims_t extents, strides;
};

static dnnl_engine_t engine;
static dnnl_stream_t stream;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static dnnl_status_t describe(dnnl_primitive_desc_t *pd, int op, int groups,
                              int axis, dnnl_memory_desc_t md) {
  const float epsilon = 1e-5f;
  const dnnl_prop_kind_t inference = dnnl_forward_inference;
  unsigned affine = dnnl_use_scale | dnnl_use_shift;
  switch (op) {
  case LAYER:
    return dnnl_layer_normalization_forward_primitive_desc_create(
        pd, engine, inference, md, md, NULL, epsilon, affine, NULL);
#if VERSION >= 307
  case RMS:
    return dnnl_layer_normalization_forward_primitive_desc_create(
        pd, engine, inference, md, md, NULL, epsilon,
        dnnl_use_scale | dnnl_rms_norm, NULL);
#endif
#if VERSION >= 303
  case GROUP:
    return dnnl_group_normalization_forward_primitive_desc_create(
        pd, engine, inference, md, md, groups, epsilon, affine, NULL);
#endif
  case SOFTMAX:
  case LOG_SOFTMAX:
    return dnnl_softmax_forward_primitive_desc_create(
        pd, engine, inference,
        op == SOFTMAX ? dnnl_softmax_accurate : dnnl_softmax_log, md, md, axis,
        NULL);
  case BATCH:
    return dnnl_batch_normalization_forward_primitive_desc_create(
        pd, engine, inference, md, md, epsilon, affine | dnnl_use_global_stats,
        NULL);
  case BATCH_TRAINING:
    return dnnl_batch_normalization_forward_primitive_desc_create(
        pd, engine, dnnl_forward_training, md, md, epsilon, affine, NULL);
  }
  return dnnl_unimplemented;
}

/// Which roles an operation has, as bits.
static unsigned roles(int op) {
  if (op == SOFTMAX || op == LOG_SOFTMAX)
    return 1 << X | 1 << Y;
  if (op == RMS)
    return 1 << X | 1 << Y | 1 << SCALE;
  unsigned affine = 1 << X | 1 << Y | 1 << SCALE | 1 << BIAS;
  return op == BATCH || op == BATCH_TRAINING ? affine | 1 << MEAN | 1 << VARIANCE
                                             : affine;
}

static dnnl_status_t bind(struct call *call, int role, dnnl_memory_desc_t md,
                          void **data) {
  dnnl_memory_t memory;
  dnnl_status_t status =
      dnnl_memory_create(&memory, md, engine, DNNL_MEMORY_ALLOCATE);
  if (status)
    return status;
  call->arguments[call->count].arg = arguments[role];
  call->arguments[call->count++].memory = memory;
  return dnnl_memory_get_data_handle(memory, data);
}

static dnnl_status_t make(struct call *call, int op, const struct shape *shape,
                          char *info, size_t size, void **data) {
  dnnl_status_t status = dnnl_success;
  if (!engine && ((status = dnnl_engine_create(&engine, dnnl_cpu, 0)) ||
                  (status = dnnl_stream_create(&stream, engine,
                                               dnnl_stream_in_order))))
    return status;
  dnnl_memory_desc_t main, parameter;
  if ((status = dnnl_memory_desc_create_with_strides(
           &main, shape->rank, shape->extents,
           shape->bf16 ? dnnl_bf16 : dnnl_f32, shape->strides)))
    return status;
  int along = op == LAYER || op == RMS ? shape->rank - 1 : 1;
  if ((status = dnnl_memory_desc_create_with_tag(
           &parameter, 1, &shape->extents[along], dnnl_f32, dnnl_a)))
    return status;

  double start = now();
  dnnl_primitive_desc_t pd;
  if ((status = describe(&pd, op, shape->groups, shape->axis, main)) ||
      (status = dnnl_primitive_create(&call->primitive, pd)))
    return status;
  call->create_ms = (now() - start) * 1e3;
  const char *name = "";
  dnnl_primitive_desc_query(pd, dnnl_query_impl_info_str, 0, &name);
  snprintf(info, size, "%s", name);

  for (int role = 0; role < ROLES; ++role)
    if (roles(op) >> role & 1)
      if ((status = bind(call, role, role <= Y ? main : parameter, &data[role])))
        return status;
  return dnnl_success;
}

/// A call, or null with the reason in `info`; `data` receives the memory of
/// each role that the operation has.
struct call *onednn_new(int op, const struct shape *shape, char *info,
                        size_t size, void **data) {
  struct call *call = calloc(1, sizeof *call);
  dnnl_status_t status = make(call, op, shape, info, size, data);
  if (!status)
    return call;
  snprintf(info, size, status == dnnl_unimplemented ? "no primitive" : "status %d",
           status);
  free(call);
  return NULL;
}

double onednn_create_ms(struct call *call) { return call->create_ms; }

int onednn_version(void) { return VERSION; }

/// Seconds of `times` calls, each waited for; negative if one failed.
double onednn_run(struct call *call, long times) {
  double start = now();
  for (long k = 0; k < times; ++k)
    if (dnnl_primitive_execute(call->primitive, stream, call->count,
                               call->arguments) ||
        dnnl_stream_wait(stream))
      return -1;
  return now() - start;
}

void onednn_free(struct call *call) {
  for (int k = 0; k < call->count; ++k)
    dnnl_memory_destroy(call->arguments[k].memory);
  dnnl_primitive_destroy(call->primitive);
  free(call);
}
