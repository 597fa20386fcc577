import { Component, type ReactNode } from "react";
import { ErrorNotice } from "./notice.tsx";

/** Keeps the top bar when a screen fails, and says what happened. */
export class ScreenBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="empty" id="main">
        <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: null })} />
      </main>
    );
  }
}
