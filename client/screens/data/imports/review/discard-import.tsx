import { useDeleteImport } from "../../../../api/imports.ts";
import { navigate } from "../../../../state/location-store.ts";
import { Button } from "../../../../ui/button.tsx";
import { ErrorNotice } from "../../../../ui/notice.tsx";
import { dataState } from "../../data-sections.ts";

/** Throws a received file away. Nothing of it was written, so there is nothing to confirm. */
export function DiscardImport({ id }: { id: number }) {
  const discard = useDeleteImport();
  const gone = () => navigate(dataState("imports"), { replace: true });
  return (
    <>
      <Button
        isDisabled={discard.isPending}
        onPress={() => discard.mutateAsync(id).then(gone, () => undefined)}
      >
        Discard this file
      </Button>
      {discard.isError ? <ErrorNotice error={discard.error} /> : null}
    </>
  );
}
