/** How many numbers the sieve looks at together; their marks fit in one page of memory. */
const SEGMENT_NUMBERS: u32 = 32_768;

/** How many primes there are in [from, to). */
export function countPrimesBetween(from: u32, to: u32): u32 {
  const divisors = primesUpTo(squareRoot(to));
  const composite = new StaticArray<bool>(<i32>SEGMENT_NUMBERS);
  let count: u32 = 0;
  for (let start = from; start < to; start += SEGMENT_NUMBERS) {
    count += countInSegment(start, min(start + SEGMENT_NUMBERS, to), divisors, composite);
  }
  return count;
}

/** Marks the multiples of `divisors` in [start, end) and counts what is left. */
function countInSegment(start: u32, end: u32, divisors: u32[], composite: StaticArray<bool>): u32 {
  memory.fill(changetype<usize>(composite), 0, SEGMENT_NUMBERS);
  for (let i = 0; i < divisors.length; i++) {
    const prime = unchecked(divisors[i]);
    const square = prime * prime;
    if (square >= end) break;
    const first = square >= start ? square : start + ((prime - (start % prime)) % prime);
    for (let multiple = first; multiple < end; multiple += prime) {
      unchecked((composite[multiple - start] = true));
    }
  }
  let count: u32 = 0;
  for (let number = max<u32>(start, 2); number < end; number++) {
    if (!unchecked(composite[number - start])) count++;
  }
  return count;
}

/** The primes up to and including `limit`. */
function primesUpTo(limit: u32): u32[] {
  const primes: u32[] = [];
  for (let number: u32 = 2; number <= limit; number++) {
    if (!hasDivisor(number, primes)) primes.push(number);
  }
  return primes;
}

function hasDivisor(number: u32, primes: u32[]): bool {
  for (let i = 0; i < primes.length; i++) {
    const prime = unchecked(primes[i]);
    if (prime * prime > number) return false;
    if (number % prime == 0) return true;
  }
  return false;
}

/** The largest number whose square is at most `number`. */
function squareRoot(number: u32): u32 {
  let root: u32 = 0;
  for (let bit: u32 = 1 << 15; bit != 0; bit >>= 1) {
    const candidate = root | bit;
    if (candidate * candidate <= number) root = candidate;
  }
  return root;
}
