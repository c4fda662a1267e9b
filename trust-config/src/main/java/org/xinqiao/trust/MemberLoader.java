package org.xinqiao.trust;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.DocumentFiles.DocumentFile;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberJson;
import org.xinqiao.trust.tuf.Role;

/** Who is a member: a chain of parents up to the nation, each vouching for the next. */
final class MemberLoader {
    private final List<TrustFault> faults;

    MemberLoader(List<TrustFault> faults) {
        this.faults = faults;
    }

    Map<NodeId, Member> load(Map<String, DocumentFile> files) {
        Map<NodeId, Member> claimed = new HashMap<>();
        for (DocumentFile file : files.values()) {
            read(file, claimed);
        }
        Map<NodeId, Member> members = new HashMap<>();
        claimed.forEach((id, member) -> {
            String fault = faultOf(member, claimed);
            if (fault == null) {
                members.put(id, member);
            } else {
                faults.add(new TrustFault("members/" + id + ".json", fault));
            }
        });
        return members;
    }

    private void read(DocumentFile file, Map<NodeId, Member> claimed) {
        try {
            Member member = MemberJson.read(file.json());
            String vouches = member.parent() == null ? Role.TARGETS : member.parent().value();
            if (!member.id().value().equals(file.name())) {
                faults.add(new TrustFault(file.path(), "names another member"));
            } else if (!file.role().equals(vouches)) {
                // A member that signs its own document could promote itself or lift its suspension.
                faults.add(
                        new TrustFault(
                                file.path(),
                                "only role " + vouches + " may vouch for it, not " + file.role()));
            } else {
                claimed.put(member.id(), member);
            }
        } catch (MalformedDocument e) {
            faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable String faultOf(Member member, Map<NodeId, Member> claimed) {
        Set<NodeId> seen = new HashSet<>();
        Member child = member;
        while (child.parent() != null) {
            Member parent = claimed.get(child.parent());
            if (parent == null || !seen.add(child.id())) {
                return "its parent " + child.parent() + " is not a member";
            }
            if (!child.canBeBelow(parent)) {
                return child.id() + " cannot be below " + parent.id();
            }
            child = parent;
        }
        return null;
    }
}
