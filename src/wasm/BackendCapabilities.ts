/** What one kernel of tfjs can do on a backend. */
export interface KernelCapability {
  /** tfjs's name of the kernel: that of the operation, or of its fused form. */
  readonly kernelName: string;
  /** Whether the backend can run it. */
  readonly runs: boolean;
  /** Whether it can be trained through, too: its gradient is known, and what that runs is there. */
  readonly trains: boolean;
  /** What is missing or known to be wrong, one sentence each. */
  readonly problems: readonly string[];
}

/** What the current backend can do. */
export interface BackendCapabilities {
  /** The name of the backend. */
  readonly backend: string;
  /** Every kernel that tfjs has on any loaded backend, by name. */
  readonly kernels: readonly KernelCapability[];
}
