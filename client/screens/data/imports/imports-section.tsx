import { useImports } from "../../../api/imports.ts";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { ImportHistory } from "./import-history.tsx";
import { NoImports } from "./no-imports.tsx";

/** All imports with what became of them; opening one shows its manifest. */
export function ImportsSection() {
  const imports = useImports();
  if (imports.isError) return <ErrorNotice error={imports.error} onRetry={() => void imports.refetch()} />;
  if (!imports.data) return <Skeleton lines={6} label="Loading imports" />;
  if (imports.data.length === 0) return <NoImports />;
  return <ImportHistory imports={imports.data} />;
}
