package org.xinqiao.trust.document;

/** The three classes of public credit information (rule R05); each item carries exactly one. */
public enum DisclosureClass {
    /** Anybody may know 社会公开. */
    PUBLIC,
    /** The subject, or whom the subject authorised 授权查询. */
    AUTHORISED,
    /** Government bodies, for a stated duty 政务共享. */
    GOVERNMENT
}
