import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";

export type SideDialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** `side` slides along the right edge; `centre` is for a question that must be answered. */
  place?: "side" | "centre";
  children: ReactNode;
};

/** A panel over the screen that keeps the focus until it is closed (Escape, or its button). */
export function SideDialog({ title, isOpen, onClose, place = "side", children }: SideDialogProps) {
  return (
    <ModalOverlay
      className={`overlay overlay-${place}`}
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable
    >
      <Modal className="modal">
        <Dialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button variant="icon" aria-label="Close" onPress={onClose}>
              <CloseIcon />
            </Button>
          </header>
          <div className="dialog-body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
