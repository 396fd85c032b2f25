norm.define @gain {
^bb0(%x: f64):
  %two = arith.constant 2.0 : f64
  %y = arith.mulf %x, %two : f64
  norm.yield %y : f64
}
