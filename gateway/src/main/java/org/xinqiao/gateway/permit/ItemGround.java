package org.xinqiao.gateway.permit;

/** On what an item may be told. */
public enum ItemGround {
    /** It is public by law 社会公开. */
    PUBLIC,
    /** The subject consented to recipient, purpose and this item 授权查询. */
    CONSENT,
    /** The asking body has a duty by law that the agreement lists 政务共享. */
    DUTY
}
