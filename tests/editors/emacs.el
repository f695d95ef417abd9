;;; Opens $TARGET, waits for the problem under ADD, takes the quick fix, saves, and says what was seen.  -*- lexical-binding: t -*-
(setq eglot-sync-connect 15
      flymake-no-changes-timeout 0.1
      eglot-send-changes-idle-time 0.1
      lsp-enable-snippet nil lsp-auto-guess-root t lsp-warn-no-matched-clients nil lsp-keep-workspace-alive nil
      lsp-idle-delay 0.1 lsp-before-save-edits nil lsp-diagnostics-provider :flymake lsp-enable-suggest-server-download nil
      make-backup-files nil create-lockfiles nil)

(defun say (name value) (princ (format "%s %s\n" name value)))

(defun wait-for (what check)
  (let ((tries 0))
    (while (not (funcall check))
      (when (> (setq tries (1+ tries)) 300)
        (say "failed" (format "%s did not happen: %S" what (buffer-string)))
        (kill-emacs 1))
      (accept-process-output nil 0.05)
      (sit-for 0.01))))

(defun problems ()
  "Every problem as a message and a level."
  (if (bound-and-true-p lsp-mode)
      (mapcar (lambda (one) (cons (lsp-get one :message) (lsp-get one :severity)))
              (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics)))
    (mapcar (lambda (one) (cons (flymake-diagnostic-text one) (flymake-diagnostic-type one))) (flymake-diagnostics))))

(defun level-of (text)
  (cdr (seq-find (lambda (problem) (string-match-p text (car problem))) (problems))))

(defun is-written (text)
  (save-excursion (goto-char (point-min)) (search-forward text nil t)))

(defun take-fix ()
  (goto-char (point-min))
  (search-forward "ADD")
  (goto-char (match-beginning 0))
  (if (bound-and-true-p lsp-mode)
      (lsp-execute-code-action (seq-find (lambda (action) (string-match-p "COPY" (gethash "title" action ""))) (lsp-code-actions-at-point)))
    (let ((actions (append (eglot-code-actions (point) (match-end 0) "quickfix") nil)))
      (say "actions" (mapconcat (lambda (action) (plist-get action :title)) actions " | "))
      (let ((action (seq-find (lambda (action) (string-match-p "COPY" (plist-get action :title))) actions)))
        (if (fboundp 'eglot-execute)
            (eglot-execute (eglot-current-server) action)
          (eglot--apply-workspace-edit (plist-get action :edit)))))))

(unless (fboundp 'dockerfile-mode)
  (define-derived-mode dockerfile-mode prog-mode "Dockerfile")
  (add-to-list 'auto-mode-alist '("Dockerfile" . dockerfile-mode)))
(say "version" emacs-version)
(find-file (getenv "TARGET"))
(unless (derived-mode-p 'dockerfile-mode) (dockerfile-mode))
(run-hooks 'post-command-hook)
(flymake-mode 1)
(flymake-start)
(wait-for "the problem" (lambda () (level-of "only local files")))
(say "latest-tag" (level-of "name a version"))
(when (equal (getenv "FIX") "action")
  (take-fix)
  (wait-for "the fix" (lambda () (is-written "COPY")))
  (wait-for "the end of the problem" (lambda () (not (level-of "only local files")))))
(when (equal (getenv "FIX") "save")
  (goto-char (point-max))
  (insert "# saved\n"))
(save-buffer)
(say "saved" (buffer-file-name))
(kill-emacs 0)
