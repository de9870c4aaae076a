import { Component, type ReactNode } from 'react'

export interface ErrorBoundaryProps {
  /** Told once for every caught error. */
  onError: (error: unknown) => void
  /** What is shown instead; `retry` mounts the children anew. */
  fallback: (retry: () => void) => ReactNode
  children: ReactNode
}

/** Keeps a fault in one part of the page from taking the rest with it. A class, since React offers no other way. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.onError(error)
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return this.props.fallback(() => this.setState({ failed: false }))
  }
}
