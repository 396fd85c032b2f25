// Normalizers as definitions. `norm-expand=definitions=normalizers.mlir` gives
// a module the ones that it declares (`norm.define private @bhyt`); or put this
// text and your own into one file.
//
// A row program is applied `over` any dimensions of a tensor of any rank. What
// needs matrix products, loops, or statistics over two sets of dimensions is a
// tensor program: its sets are then named by dimension, which a row program,
// written for every rank, cannot do.

// SeeDNorm: y = (tanh(<x, beta>) alpha + gamma) x / sqrt(E[x^2] + epsilon)
// x [.., d]; alpha, beta, gamma [d]; over the last dimension.
// Cai et al., SeeDNorm: Self-Rescaled Dynamic Normalization, 2025.
norm.define @seednorm attributes {epsilon = 1.0e-6} {
^bb0(%x: f64, %alpha: f64, %beta: f64, %gamma: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %n = norm.count : f64
  %square = arith.mulf %x, %x : f64
  %sum = norm.reduce <add> %square : f64
  %mean = arith.divf %sum, %n : f64
  %guarded = arith.addf %mean, %epsilon : f64
  %rstd = math.rsqrt %guarded : f64
  %product = arith.mulf %x, %beta : f64
  %dot = norm.reduce <add> %product : f64
  %rescale = math.tanh %dot : f64
  %dynamic = arith.mulf %rescale, %alpha : f64
  %gain = arith.addf %dynamic, %gamma : f64
  %normalized = arith.mulf %x, %rstd : f64
  %y = arith.mulf %gain, %normalized : f64
  norm.yield %y : f64
}

// Global response normalization: with the length G = sqrt(sum over space of x^2)
// of each channel, y = scale x G / (mean over channels of G + epsilon) + bias + x
// x [N, C, H, W]; scale, bias [C].
// Woo et al., ConvNeXt V2: Co-designing and Scaling ConvNets, 2023.
//
// Two sets of dimensions are reduced, one within the other: a tensor program.
norm.define @grn(%x: tensor<?x?x?x?xf64>, %scale: tensor<?xf64>, %bias: tensor<?xf64>)
    -> tensor<?x?x?x?xf64> attributes {epsilon = 1.0e-6} {
  %y = norm.generic
      ins(%x, %scale, %bias : tensor<?x?x?x?xf64>, tensor<?xf64>, tensor<?xf64>)
      outs(%x : tensor<?x?x?x?xf64>)
      {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (c)>,
                        affine_map<(n, c, h, w) -> (c)>, affine_map<(n, c, h, w) -> (n, c, h, w)>],
       iterator_types = ["parallel", "reduction", "reduction", "reduction"]} {
  ^bb0(%v: f64, %gain: f64, %shift: f64):
    %epsilon = norm.attribute "epsilon" : f64
    %square = arith.mulf %v, %v : f64
    %sum = norm.reduce <add> %square over [2, 3] : f64
    %length = math.sqrt %sum : f64
    %total = norm.reduce <add> %length over [1] : f64
    %channels = norm.count over [1] : f64
    %mean = arith.divf %total, %channels : f64
    %guarded = arith.addf %mean, %epsilon : f64
    %response = arith.divf %length, %guarded : f64
    %normalized = arith.mulf %v, %response : f64
    %scaled = arith.mulf %gain, %normalized : f64
    %shifted = arith.addf %scaled, %shift : f64
    %residual = arith.addf %shifted, %v : f64
    norm.yield %residual : f64
  } -> tensor<?x?x?x?xf64>
  norm.yield %y : tensor<?x?x?x?xf64>
}

// QKNorm: weights softmax(scale l2(q) l2(k)^T) of attention, l2 along the head.
// q [B, M, D], k [B, N, D], B counting heads; scale a scalar; result [B, M, N].
// Henry et al., Query-Key Normalization for Transformers, 2020.
norm.define @qk_norm(%q: tensor<?x?x?xf64>, %k: tensor<?x?x?xf64>, %scale: f64)
    -> tensor<?x?x?xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %batch = tensor.dim %q, %c0 : tensor<?x?x?xf64>
  %queries = tensor.dim %q, %c1 : tensor<?x?x?xf64>
  %keys = tensor.dim %k, %c1 : tensor<?x?x?xf64>
  %qn = norm.lp_norm %q l2 over [2] epsilon 1.0e-12 epsilon_mode clamp : tensor<?x?x?xf64>
  %kn = norm.lp_norm %k l2 over [2] epsilon 1.0e-12 epsilon_mode clamp : tensor<?x?x?xf64>
  %empty = tensor.empty(%batch, %queries, %keys) : tensor<?x?x?xf64>
  %init = linalg.fill ins(%zero : f64) outs(%empty : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %products = linalg.batch_matmul
      indexing_maps = [affine_map<(b, m, n, d) -> (b, m, d)>, affine_map<(b, m, n, d) -> (b, n, d)>,
                       affine_map<(b, m, n, d) -> (b, m, n)>]
      ins(%qn, %kn : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
      outs(%init : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %weights = norm.softmax %products scale(%scale : f64) over [2] : tensor<?x?x?xf64>
  norm.yield %weights : tensor<?x?x?xf64>
}

// ScaleNorm: y = scale x / max(|x|, epsilon)
// x [.., d], scale a scalar; over the last dimension.
// Nguyen and Salazar, Transformers without Tears, 2019.
norm.define @scale_norm attributes {epsilon = 1.0e-5} {
^bb0(%x: f64, %scale: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %square = arith.mulf %x, %x : f64
  %sum = norm.reduce <add> %square : f64
  %length = math.sqrt %sum : f64
  %guarded = arith.maximumf %length, %epsilon : f64
  %scaled = arith.mulf %scale, %x : f64
  %y = arith.divf %scaled, %guarded : f64
  norm.yield %y : f64
}

// AdaLN: y = (x - E[x]) / sqrt(Var[x] + epsilon) (1 + scale) + shift
// x [N, L, d]; scale, shift [N, 1, d] from a condition, or any operand; over the
// last dimension. Peebles and Xie, Scalable Diffusion Models with Transformers, 2022.
norm.define @ada_ln attributes {epsilon = 1.0e-6} {
^bb0(%x: f64, %scale: f64, %shift: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %one = arith.constant 1.0 : f64
  %n = norm.count : f64
  %sum = norm.reduce <add> %x : f64
  %mean = arith.divf %sum, %n : f64
  %centered = arith.subf %x, %mean : f64
  %square = arith.mulf %centered, %centered : f64
  %power = norm.reduce <add> %square : f64
  %variance = arith.divf %power, %n : f64
  %guarded = arith.addf %variance, %epsilon : f64
  %rstd = math.rsqrt %guarded : f64
  %normalized = arith.mulf %centered, %rstd : f64
  %gain = arith.addf %one, %scale : f64
  %scaled = arith.mulf %normalized, %gain : f64
  %y = arith.addf %scaled, %shift : f64
  norm.yield %y : f64
}

// EvoNorm-S0: y = x sigmoid(weight x) / sqrt(Var of the group + epsilon) scale + bias
// x [N, C, H, W]; weight, scale, bias [C]; `groups` divides C; biased variance.
// Liu et al., Evolving Normalization-Activation Layers, 2020.
//
// A group is a part of a dimension, which only a reshape makes one: a tensor
// program.
norm.define @evonorm_s0(%x: tensor<?x?x?x?xf64>, %weight: tensor<?xf64>, %scale: tensor<?xf64>,
                        %bias: tensor<?xf64>)
    -> tensor<?x?x?x?xf64> attributes {epsilon = 1.0e-5, groups = 32 : index} {
  %groups = norm.attribute "groups" : index
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?x?x?x?xf64>
  %channels = tensor.dim %x, %c1 : tensor<?x?x?x?xf64>
  %h = tensor.dim %x, %c2 : tensor<?x?x?x?xf64>
  %w = tensor.dim %x, %c3 : tensor<?x?x?x?xf64>
  %width = arith.divui %channels, %groups : index
  %xg = tensor.expand_shape %x [[0], [1, 2], [3], [4]]
      output_shape [%n, %groups, %width, %h, %w]
      : tensor<?x?x?x?xf64> into tensor<?x?x?x?x?xf64>
  %wg = tensor.expand_shape %weight [[0, 1]] output_shape [%groups, %width]
      : tensor<?xf64> into tensor<?x?xf64>
  %sg = tensor.expand_shape %scale [[0, 1]] output_shape [%groups, %width]
      : tensor<?xf64> into tensor<?x?xf64>
  %bg = tensor.expand_shape %bias [[0, 1]] output_shape [%groups, %width]
      : tensor<?xf64> into tensor<?x?xf64>
  %yg = norm.generic
      ins(%xg, %wg, %sg, %bg
          : tensor<?x?x?x?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>)
      outs(%xg : tensor<?x?x?x?x?xf64>)
      {indexing_maps = [affine_map<(n, g, c, h, w) -> (n, g, c, h, w)>,
                        affine_map<(n, g, c, h, w) -> (g, c)>,
                        affine_map<(n, g, c, h, w) -> (g, c)>,
                        affine_map<(n, g, c, h, w) -> (g, c)>,
                        affine_map<(n, g, c, h, w) -> (n, g, c, h, w)>],
       iterator_types = ["parallel", "parallel", "reduction", "reduction", "reduction"]} {
  ^bb0(%v: f64, %slope: f64, %gain: f64, %shift: f64):
    %epsilon = norm.attribute "epsilon" : f64
    %one = arith.constant 1.0 : f64
    %points = norm.count : f64
    %sum = norm.reduce <add> %v : f64
    %mean = arith.divf %sum, %points : f64
    %centered = arith.subf %v, %mean : f64
    %square = arith.mulf %centered, %centered : f64
    %power = norm.reduce <add> %square : f64
    %variance = arith.divf %power, %points : f64
    %guarded = arith.addf %variance, %epsilon : f64
    %rstd = math.rsqrt %guarded : f64
    %argument = arith.mulf %slope, %v : f64
    %negated = arith.negf %argument : f64
    %exp = math.exp %negated : f64
    %denominator = arith.addf %one, %exp : f64
    %swish = arith.divf %v, %denominator : f64
    %normalized = arith.mulf %swish, %rstd : f64
    %scaled = arith.mulf %normalized, %gain : f64
    %shifted = arith.addf %scaled, %shift : f64
    norm.yield %shifted : f64
  } -> tensor<?x?x?x?x?xf64>
  %y = tensor.collapse_shape %yg [[0], [1, 2], [3], [4]]
      : tensor<?x?x?x?x?xf64> into tensor<?x?x?x?xf64>
  norm.yield %y : tensor<?x?x?x?xf64>
}

// PowerNorm with given statistics: behind one scaling by the root mean square of
// the row, z = x / sqrt(E[x^2] + epsilon), the running second moment of each
// channel, y = z / sqrt(second_moment + epsilon) scale + bias
// x [.., d]; second_moment, scale, bias [d]; over the last dimension.
// Shen et al., PowerNorm: Rethinking Batch Normalization in Transformers, 2020.
norm.define @power_norm attributes {epsilon = 1.0e-5} {
^bb0(%x: f64, %second_moment: f64, %scale: f64, %bias: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %n = norm.count : f64
  %square = arith.mulf %x, %x : f64
  %sum = norm.reduce <add> %square : f64
  %mean = arith.divf %sum, %n : f64
  %guarded = arith.addf %mean, %epsilon : f64
  %rstd = math.rsqrt %guarded : f64
  %z = arith.mulf %x, %rstd : f64
  %running = arith.addf %second_moment, %epsilon : f64
  %running_rstd = math.rsqrt %running : f64
  %normalized = arith.mulf %z, %running_rstd : f64
  %scaled = arith.mulf %normalized, %scale : f64
  %y = arith.addf %scaled, %bias : f64
  norm.yield %y : f64
}

// BHyT: y = scale tanh(lambda / kappa x / sqrt(E[x^2] + epsilon))
// x [.., d]; scale [d]; lambda a scalar; over the last dimension.
// Byun et al., Bounded Hyperbolic Tangent, 2026.
norm.define @bhyt attributes {epsilon = 1.0e-6, kappa = 10.0} {
^bb0(%x: f64, %scale: f64, %lambda: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %kappa = norm.attribute "kappa" : f64
  %n = norm.count : f64
  %square = arith.mulf %x, %x : f64
  %sum = norm.reduce <add> %square : f64
  %mean = arith.divf %sum, %n : f64
  %guarded = arith.addf %mean, %epsilon : f64
  %rstd = math.rsqrt %guarded : f64
  %normalized = arith.mulf %x, %rstd : f64
  %bound = arith.divf %lambda, %kappa : f64
  %argument = arith.mulf %bound, %normalized : f64
  %bounded = math.tanh %argument : f64
  %y = arith.mulf %scale, %bounded : f64
  norm.yield %y : f64
}

// NeuralSort: the permutation that sorts s downward, relaxed to
//   softmax over j of ((n - 1 - 2 i) s_j - sum_k |s_j - s_k|) / temperature,
// and Sinkhorn: its columns and rows divided by their sums, `iterations` times.
// s [n]; result [n, n].
// Grover et al., Stochastic Optimization of Sorting Networks via Continuous
// Relaxations, 2019; Pobrotyn and Bialobrzeski, NeuralNDCG, 2021.
norm.define @neural_sort_sinkhorn(%s: tensor<?xf64>)
    -> tensor<?x?xf64> attributes {iterations = 10 : index, temperature = 1.0} {
  %begin = arith.constant 0 : index
  %step = arith.constant 1 : index
  %end = norm.attribute "iterations" : index
  %n = tensor.dim %s, %begin : tensor<?xf64>
  %distance = norm.generic ins(%s, %s : tensor<?xf64>, tensor<?xf64>) outs(%s : tensor<?xf64>)
      {indexing_maps = [affine_map<(j, k) -> (j)>, affine_map<(j, k) -> (k)>,
                        affine_map<(j, k) -> (j)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%sj: f64, %sk: f64):
    %difference = arith.subf %sj, %sk : f64
    %magnitude = math.absf %difference : f64
    %sum = norm.reduce <add> %magnitude : f64
    norm.yield %sum : f64
  } -> tensor<?xf64>
  %square = tensor.empty(%n, %n) : tensor<?x?xf64>
  %relaxed = norm.generic ins(%s, %distance : tensor<?xf64>, tensor<?xf64>)
      outs(%square : tensor<?x?xf64>)
      {indexing_maps = [affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (j)>,
                        affine_map<(i, j) -> (i, j)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%sj: f64, %dj: f64):
    %temperature = norm.attribute "temperature" : f64
    %one = arith.constant 1.0 : f64
    %two = arith.constant 2.0 : f64
    %points = norm.count : f64
    %i = norm.index 0 : index
    %i64 = arith.index_cast %i : index to i64
    %rank = arith.sitofp %i64 : i64 to f64
    %twice = arith.mulf %two, %rank : f64
    %last = arith.subf %points, %one : f64
    %factor = arith.subf %last, %twice : f64
    %weighted = arith.mulf %factor, %sj : f64
    %score = arith.subf %weighted, %dj : f64
    %logit = arith.divf %score, %temperature : f64
    %maximum = norm.reduce <maximumf> %logit : f64
    %shifted = arith.subf %logit, %maximum : f64
    %exp = math.exp %shifted : f64
    %sum = norm.reduce <add> %exp : f64
    %weight = arith.divf %exp, %sum : f64
    norm.yield %weight : f64
  } -> tensor<?x?xf64>
  %balanced = scf.for %iteration = %begin to %end step %step
      iter_args(%p = %relaxed) -> tensor<?x?xf64> {
    %columns = norm.lp_norm %p l1 over [0] epsilon 0.0 : tensor<?x?xf64>
    %rows = norm.lp_norm %columns l1 over [1] epsilon 0.0 : tensor<?x?xf64>
    scf.yield %rows : tensor<?x?xf64>
  }
  norm.yield %balanced : tensor<?x?xf64>
}

// Group-wise whitening by iterative normalization: in each of `groups` runs of
// channels, with x centered and S = x x^T / m + epsilon I,
//   P_0 = I, P_k+1 = (3 P_k - P_k^3 S / tr S) / 2, y = P_K x / sqrt(tr S),
// which tends to S^(-1/2) x. x [C, m]; `groups` divides C.
// Huang et al., Iterative Normalization: Beyond Standardization towards Efficient
// Whitening, 2019; in groups as in Cho et al., Image-to-Image Translation via
// Group-wise Deep Whitening-and-Coloring Transformation, 2019.
norm.define @group_whitening(%x: tensor<?x?xf64>)
    -> tensor<?x?xf64> attributes {epsilon = 1.0e-5, groups = 1 : index, iterations = 5 : index} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %groups = norm.attribute "groups" : index
  %iterations = norm.attribute "iterations" : index
  %channels = tensor.dim %x, %c0 : tensor<?x?xf64>
  %points = tensor.dim %x, %c1 : tensor<?x?xf64>
  %width = arith.divui %channels, %groups : index
  %grouped = tensor.expand_shape %x [[0, 1], [2]] output_shape [%groups, %width, %points]
      : tensor<?x?xf64> into tensor<?x?x?xf64>
  %centered = norm.apply @center(%grouped) over [2] : (tensor<?x?x?xf64>) -> tensor<?x?x?xf64>

  %empty = tensor.empty(%groups, %width, %width) : tensor<?x?x?xf64>
  %init = linalg.fill ins(%zero : f64) outs(%empty : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %products = linalg.batch_matmul
      indexing_maps = [affine_map<(g, i, j, k) -> (g, i, k)>, affine_map<(g, i, j, k) -> (g, j, k)>,
                       affine_map<(g, i, j, k) -> (g, i, j)>]
      ins(%centered, %centered : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
      outs(%init : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>

  // The covariance over its trace, the root of the trace, and the identity.
  %count64 = arith.index_cast %points : index to i64
  %count = arith.sitofp %count64 : i64 to f64
  %rows = tensor.empty(%groups) : tensor<?xf64>
  %relative, %root, %unit = norm.generic
      ins(%products, %count : tensor<?x?x?xf64>, f64)
      outs(%empty, %rows, %empty : tensor<?x?x?xf64>, tensor<?xf64>, tensor<?x?x?xf64>)
      {indexing_maps = [affine_map<(g, i, j) -> (g, i, j)>, affine_map<(g, i, j) -> ()>,
                        affine_map<(g, i, j) -> (g, i, j)>, affine_map<(g, i, j) -> (g)>,
                        affine_map<(g, i, j) -> (g, i, j)>],
       iterator_types = ["parallel", "reduction", "reduction"]} {
  ^bb0(%product: f64, %m: f64):
    %epsilon = norm.attribute "epsilon" : f64
    %off = arith.constant 0.0 : f64
    %on = arith.constant 1.0 : f64
    %i = norm.index 1 : index
    %j = norm.index 2 : index
    %diagonal = arith.cmpi eq, %i, %j : index
    %identity = arith.select %diagonal, %on, %off : f64
    %biased = arith.divf %product, %m : f64
    %ridge = arith.mulf %epsilon, %identity : f64
    %covariance = arith.addf %biased, %ridge : f64
    %kept = arith.select %diagonal, %covariance, %off : f64
    %trace = norm.reduce <add> %kept : f64
    %scaled = arith.divf %covariance, %trace : f64
    %sqrt = math.sqrt %trace : f64
    norm.yield %scaled, %sqrt, %identity : f64, f64, f64
  } -> (tensor<?x?x?xf64>, tensor<?xf64>, tensor<?x?x?xf64>)

  %whitening = scf.for %k = %c0 to %iterations step %c1
      iter_args(%p = %unit) -> tensor<?x?x?xf64> {
    %p2 = linalg.batch_matmul ins(%p, %p : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
        outs(%init : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
    %p3 = linalg.batch_matmul ins(%p2, %p : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
        outs(%init : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
    %p3s = linalg.batch_matmul ins(%p3, %relative : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
        outs(%init : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
    %next = linalg.map ins(%p, %p3s : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
        outs(%empty : tensor<?x?x?xf64>) (%pe: f64, %qe: f64, %out: f64) {
      %three_halves = arith.constant 1.5 : f64
      %half = arith.constant 0.5 : f64
      %grown = arith.mulf %three_halves, %pe : f64
      %shrunk = arith.mulf %half, %qe : f64
      %step = arith.subf %grown, %shrunk : f64
      linalg.yield %step : f64
    }
    scf.yield %next : tensor<?x?x?xf64>
  }

  %wide = tensor.empty(%groups, %width, %points) : tensor<?x?x?xf64>
  %start = linalg.fill ins(%zero : f64) outs(%wide : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %rotated = linalg.batch_matmul ins(%whitening, %centered : tensor<?x?x?xf64>, tensor<?x?x?xf64>)
      outs(%start : tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %white = norm.generic ins(%rotated, %root : tensor<?x?x?xf64>, tensor<?xf64>)
      outs(%wide : tensor<?x?x?xf64>)
      {indexing_maps = [affine_map<(g, i, k) -> (g, i, k)>, affine_map<(g, i, k) -> (g)>,
                        affine_map<(g, i, k) -> (g, i, k)>],
       iterator_types = ["parallel", "parallel", "parallel"]} {
  ^bb0(%value: f64, %length: f64):
    %y = arith.divf %value, %length : f64
    norm.yield %y : f64
  } -> tensor<?x?x?xf64>
  %result = tensor.collapse_shape %white [[0, 1], [2]]
      : tensor<?x?x?xf64> into tensor<?x?xf64>
  norm.yield %result : tensor<?x?xf64>
}

// x - E[x], over any dimensions.
norm.define @center {
^bb0(%x: f64):
  %n = norm.count : f64
  %sum = norm.reduce <add> %x : f64
  %mean = arith.divf %sum, %n : f64
  %y = arith.subf %x, %mean : f64
  norm.yield %y : f64
}
