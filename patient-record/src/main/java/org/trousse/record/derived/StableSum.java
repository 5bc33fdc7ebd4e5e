package org.trousse.record.derived;

/// A sum that keeps what rounding would lose (Neumaier 1974), so that 26,000 values give the same
/// mean in any order and in any tool.
final class StableSum {
  private double sum;
  private double lost;

  void add(double value) {
    double next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
